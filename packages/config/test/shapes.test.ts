import { describe, expect, it } from 'vitest';
import { issuesOf, listOf, object, oneOf, optional, recordOf, text, whole } from '../src/shapes.ts';

const messages = (shape: Parameters<typeof issuesOf>[0], value: unknown) =>
  issuesOf(shape, value).map(({ message }) => message);

describe('a shape', () => {
  it.each([
    ['text', text('a word', /^\w+$/), ['a'], ['a b', 1, null, undefined], 'a word'],
    ['whole', whole(1, 3), [1, 3], [0, 4, 1.5, '1', Number.NaN, undefined], 'a whole number from 1 to 3'],
    ['oneOf', oneOf('a', 'b'), ['a', 'b'], ['c', 1, undefined, 'toString'], "'a' or 'b'"],
    ['listOf', listOf(text('a word'), 'words', 1), [['a']], [[], 'a', {}, undefined], 'words'],
    [
      'recordOf',
      recordOf(text('a name', /^\w+$/), text('a word'), 'words by name'),
      [{}, { a: 'b' }],
      [[], 'a', null, undefined],
      'words by name',
    ],
    [
      'object',
      object({ a: optional(text('a word')) }),
      [{}, { a: 'b' }, { a: undefined }],
      [[], 'a', null],
      'an object',
    ],
  ])('%s accepts what fits, and says its own words of all that does not', (_, shape, accepted, refused, says) => {
    for (const value of accepted) expect(messages(shape, value)).toEqual([]);
    for (const value of refused) expect(new Set(messages(shape, value))).toEqual(new Set([says]));
  });

  it('names every issue at once, at any depth', () => {
    const shape = object({ a: text('a word'), b: object({ c: whole(0, 1) }), d: listOf(text('a word'), 'words') });
    expect(
      issuesOf(shape, { a: 1, b: { c: 2, x: 1 }, d: ['x', 2, 'x'], y: 1 }).map(({ path }) => path.join('.')),
    ).toEqual(['a', 'b.c', 'b', 'd.1', '']);
    expect(messages(shape, { a: 'x', b: { c: 1 }, d: ['x', 'x'] })).toEqual(['words, each once']);
  });
});
