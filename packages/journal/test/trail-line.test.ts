import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginning } from '../src/seals.ts';
import { claimedSequence, entryFrom, lineAfter, placeAfter } from '../src/trail-line.ts';

it('a line gives back what was put into it, whatever the words are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.jsonValue(), (actor, kind, detail) => {
      const at = '2026-11-23T12:00:00.000Z';
      const text = JSON.stringify(detail);
      const line = lineAfter(beginning, { at, actor, kind, detail: text });
      expect(line.startsWith(placeAfter(beginning))).toBe(true);
      expect(claimedSequence(line)).toBe(1);
      const entry = entryFrom({ sequence: 1, line, hash: '' });
      expect(entry).toEqual({ sequence: 1, at: new Date(at), actor, kind, detail: JSON.parse(text), hash: '' });
    }),
  );
});

it('claims no place when it is no line of ours', () => {
  for (const line of ['', '{}', '{"v":2,"seq":1,', ' {"v":1,"seq":1,', '{"v":1,"seq":-1,', '{"v":1,"seq":1']) {
    expect(claimedSequence(line)).toBeUndefined();
  }
});
