import { describe, expect, it } from 'vitest';
import { Finder } from '../src/find/find.ts';
import { rulesetOf } from '../src/find/ruleset.ts';
import { drawFrom } from '../src/judge/draw.ts';
import { rules } from '../src/rules/rules.ts';
import { worldsIn, written } from './world.ts';

// What strangers write, by hand and from memory: no generator of ours has made these texts, and no rule was made for one.

const ruleset = rulesetOf(rules);
const blocking = (text: string, path: string) =>
  new Finder(ruleset, path)
    .look({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true })
    .filter(({ severity }) => severity === 'block');

const seeds = [1, 2, 3];
/** Of two hundred drawn values one looks like words, and is let through with open eyes. */
const [leaks, harmless] = [worldsIn('leaks.txt'), worldsIn('harmless.txt')];

it('has a hundred texts of each kind', () => {
  expect(leaks.length).toBeGreaterThan(200);
  expect(harmless.length).toBeGreaterThan(100);
});

describe('a leak', () => {
  it.each(leaks)('blocks: $name', (world) => {
    for (const seed of seeds) {
      const { text, secrets } = written(world, drawFrom(seed));
      const found = blocking(text, world.path).map(({ value }) => value);
      const missed = secrets.filter(
        (secret) => !found.some((value) => value.includes(secret) || secret.includes(value)),
      );
      // By its place: a value is never printed.
      expect(missed.map((secret) => `secret ${secrets.indexOf(secret)} of seed ${seed}`)).toEqual([]);
    }
  });
});

describe('what is no leak', () => {
  it.each(harmless)('does not block: $name', (world) => {
    for (const seed of seeds) {
      const { text } = written(world, drawFrom(seed));
      expect(blocking(text, world.path).map(({ rule, line }) => `${rule.id} in line ${line}`)).toEqual([]);
    }
  });
});
