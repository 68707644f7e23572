import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Look } from '../../src/judge/rule.ts';
import { firstFrom, isMentioned, mentionedAround } from '../../src/rules/mentions.ts';

const lookOf = (mentions: Look['mentions']) => ({ mentions }) as Look;

it('is what a plain search finds, in whatever order places are asked about', () => {
  const places = fc.array(fc.nat(300), { maxLength: 20 });
  fc.assert(
    fc.property(places, fc.array(fc.tuple(fc.nat(300), fc.nat(60)), { minLength: 1, maxLength: 9 }), (ats, asked) => {
      const mentions = ats.toSorted((a, b) => a - b).map((at) => ({ at, word: at % 2 === 0 ? 'aws' : 'okx' }));
      const look = lookOf(mentions);
      for (const [from, length] of asked) {
        const plain = mentions.some(({ at, word }) => at >= from && at <= from + length && word === 'aws');
        expect(isMentioned(look, from, from + length, (word) => word === 'aws')).toBe(plain);
        expect(firstFrom(mentions, from)).toBe(mentions.filter(({ at }) => at < from).length);
      }
    }),
  );
});

it('is asked of a run as far as the reach goes on both sides', () => {
  const isNear = mentionedAround(['aws'], 100);
  const look = lookOf([
    { at: 50, word: 'aws' },
    { at: 900, word: 'okx' },
  ]);
  expect([isNear(look, 150, 190), isNear(look, 151, 190), isNear(look, 0, 10), isNear(look, 880, 920)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
