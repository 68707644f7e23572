import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeywordSweep } from '../src/sweep-keywords.ts';

const placesIn = (content: string | Uint8Array, keywords: readonly string[]) => {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  const found: string[] = [];
  new KeywordSweep(keywords).search(bytes, (keyword, at) => found.push(`${at} ${keywords[keyword]}`));
  return found.sort();
};

const plainly = (text: string, keywords: readonly string[]) => {
  const found: string[] = [];
  for (const keyword of keywords) {
    for (let at = text.toLowerCase().indexOf(keyword); at !== -1; at = text.toLowerCase().indexOf(keyword, at + 1)) {
      found.push(`${at} ${keyword}`);
    }
  }
  return found.sort();
};

describe('KeywordSweep', () => {
  it('finds every keyword of any length, in any case, at any place, and nothing else', () => {
    const letter = fc.constantFrom('a', 'b', 'K', '-', '_', '1', 'k');
    const words = fc.uniqueArray(
      fc.string({ unit: letter, minLength: 3, maxLength: 9 }).map((word) => word.toLowerCase()),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 80 }), words, (text, keywords) => {
        expect(placesIn(text, keywords)).toEqual(plainly(text, keywords));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds what is planted in any bytes, at the borders too, and where the bytes begin at an odd address', () => {
    const planted = fc.tuple(fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }));
    fc.assert(
      fc.property(planted, fc.constantFrom('okx', 'gate', 'token', '-----begin '), ([before, after], keyword) => {
        const bytes = Buffer.concat([before, Buffer.from(keyword.toUpperCase()), after]);
        const odd = Buffer.concat([Buffer.alloc(1), bytes]).subarray(1);
        for (const one of [bytes, odd]) expect(placesIn(one, [keyword])).toContain(`${before.length} ${keyword}`);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses keywords that would stand everywhere', () => {
    expect(() => new KeywordSweep(['ok'])).toThrow(RangeError);
  });
});
