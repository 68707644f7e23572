import { expect, it } from 'vitest';
import { zonesOf } from '../../src/find/escape-zones.ts';

const zones = (text: string) =>
  zonesOf(
    Buffer.from(text, 'latin1'),
    Array.from(text.matchAll(/\\u00|\\x|%/g), ({ index }) => index),
  ).map(({ from, to }) => [from, to]);
const far = '.'.repeat(1000);
const escaped = (name: string) => [...name].map((letter) => `\\x${letter.charCodeAt(0).toString(16)}`).join('');

it('are the surroundings of escapes in which something is named, in escapes or not', () => {
  expect(zones(`${far}key = %41${far}`)).toEqual([[606, 1206]]);
  expect(zones(`${far}${escaped('token')}${far}`)).toEqual([[600, 1216]]);
  expect(zones(`${far}\\u006Bey%3D${far}`)).toHaveLength(1);
  expect(zones(`${far}colour = %41${far}`)).toEqual([]);
});

it('that touch are one, and those between which nothing is escaped are two', () => {
  expect(zones(`key%41${'.'.repeat(500)}%41`)).toHaveLength(1);
  expect(zones(`key%41${far}key%41`)).toHaveLength(2);
});

it('are seen wherever a name stands in a long one, and not where the end cuts it', () => {
  for (let before = 32_740; before < 32_790; before++) {
    expect(zones(`${'%41'.repeat(before)}${escaped('mnemonic')}`), String(before)).toHaveLength(1);
  }
  const cut = (dots: number) => zonesOf(Buffer.from(`%41${'.'.repeat(dots)}${escaped('k')}ey`), [0]);
  expect([cut(191), cut(192)].map((found) => found.length)).toEqual([1, 0]);
});
