import { expect, it } from 'vitest';
import { wordSet } from '../../src/text/word-set.ts';

it('holds each word of a text of several lines, and no empty one', () => {
  expect([...wordSet('\n  api key\n\tkey secret\n')]).toEqual(['api', 'key', 'secret']);
  expect([...wordSet(' \n')]).toEqual([]);
});

it('has its words, and neither others nor the empty one', () => {
  const words = wordSet('api key\nsecret ');
  expect(['api', 'key', 'secret', 'api key', '', 'API'].map((word) => words.has(word))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
