import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../src/exceptions/glob.ts';

const rows = [
  ['a', 'a', true],
  ['a', 'b', false],
  ['docs/a.md', 'docs/*.md', true],
  ['docs/sub/a.md', 'docs/*.md', false],
  ['docs/sub/a.md', 'docs/**/*.md', true],
  ['docs/a.md', 'docs/**/*.md', true],
  ['docs/a/b/c', 'docs/**', true],
  ['docs', 'docs/**', true],
  ['docs2/a', 'docs/**', false],
  ['x/docs/a', 'docs/**', false],
  ['x/docs/a', '**/docs/**', true],
  ['a.test.ts', '*.test.ts', true],
  ['a/b', '*', false],
  ['ab', 'a?', true],
  ['a/b', 'a?b', false],
  ['a+b(c)[d].$', 'a+b(c)[d].$', true],
  ['abc', 'a.c', false],
  ['a**b', 'a**b', true],
  ['axyzb', 'a**b', true],
  ['a/x/b', 'a**b', false],
  ['😀', '?', true],
  ['', '**', true],
] as const;

it.each(rows)('%j and %j: %j', (path, glob, expected) => {
  expect(matchesGlob(path, glob)).toBe(expected);
});

describe('a glob', () => {
  const name = fc.stringMatching(/^[a-z.]{1,6}$/);
  const path = fc.array(name, { minLength: 1, maxLength: 6 }).map((names) => names.join('/'));

  it('matches itself, and every path below its folder, and nothing elsewhere', () => {
    fc.assert(
      fc.property(path, path, name, (folder, below, other) => {
        expect(matchesGlob(folder, folder)).toBe(true);
        expect(matchesGlob(`${folder}/${below}`, `${folder}/**`)).toBe(true);
        expect(matchesGlob(`${folder}/${below}`, `${folder}/*`)).toBe(!below.includes('/'));
        expect(matchesGlob(`${other}!/${below}`, `${folder}/**`)).toBe(false);
      }),
    );
  });

  it('agrees with its definition', () => {
    const glob = fc.array(fc.constantFrom('a', 'b', '*', '?', '/', '**/', '/**'), { minLength: 1, maxLength: 8 });
    const text = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 });
    fc.assert(
      fc.property(text, glob, (letters, parts) => {
        const [path, pattern] = [letters.join(''), parts.join('')];
        expect(matchesGlob(path, pattern)).toBe(holds(path.split('/'), pattern.split('/'), '**'));
      }),
      { numRuns: 1000 },
    );
  });

  it('of many stars stays quick', () => {
    const started = performance.now();
    expect(matchesGlob('a'.repeat(20_000), `${'*a'.repeat(200)}b`)).toBe(false);
    expect(matchesGlob('a/'.repeat(5_000), `${'**/a/'.repeat(100)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

/** The definition, word for word: every way of spending the parts is tried. */
function holds(parts: readonly string[], patterns: readonly string[], many: string, deeper = true): boolean {
  const [pattern, ...rest] = patterns;
  if (pattern === undefined) return parts.length === 0;
  if (pattern === many) return [...parts, ''].some((_, taken) => holds(parts.slice(taken), rest, many, deeper));
  const [part, ...others] = parts;
  if (part === undefined) return false;
  const fits = deeper ? holds([...part], [...pattern], '*', false) : pattern === '?' || pattern === part;
  return fits && holds(others, rest, many, deeper);
}
