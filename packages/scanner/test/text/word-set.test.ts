import { expect, it } from 'vitest';
import { wordSet } from '../../src/text/word-set.ts';

it('holds each word of a text of several lines, and no empty one', () => {
  expect([...wordSet('\n  api key\n\tkey secret\n')]).toEqual(['api', 'key', 'secret']);
  expect(wordSet(' \n').size).toBe(0);
});
