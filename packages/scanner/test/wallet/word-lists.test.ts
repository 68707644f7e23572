import { describe, expect, it } from 'vitest';
import {
  everyWordBut,
  folded,
  hashOf,
  isLatin,
  languages,
  numbersOf,
  plainWords,
  WordFilter,
  wideWords,
  wordsOf,
} from '../../src/wallet/word-lists.ts';

describe.each(languages)('the %s list', (language) => {
  it('has 2048 words, which stay apart when they are folded', () => {
    expect(wordsOf(language)).toHaveLength(2048);
    expect(numbersOf(language).size).toBe(2048);
  });

  it('finds each word by its number, composed, decomposed and in capitals', () => {
    for (const [index, word] of wordsOf(language).entries()) {
      for (const form of [word, word.normalize('NFC'), word.normalize('NFKD'), word.toUpperCase()]) {
        expect(numbersOf(language).get(folded(form, language))).toBe(index);
      }
    }
  });

  it('has every word in the quick filters, in UTF-8 and in UTF-16', () => {
    for (const word of wordsOf(language)) {
      for (const form of [word.normalize('NFC'), word.normalize('NFKD')]) {
        if (/^[a-z]+$/.test(form)) {
          expect(plainWords().has(hashOf(form, 0, form.length))).toBe(true);
          continue;
        }
        const bytes = Buffer.from(form, 'utf8').toString('latin1');
        expect(wideWords(true).has(hashOf(bytes, 0, bytes.length))).toBe(true);
        expect(wideWords(false).has(hashOf(form, 0, form.length))).toBe(true);
      }
    }
  });
});

describe('WordFilter', () => {
  it('says no to nearly all that was not added', () => {
    const filter = new WordFilter();
    for (const word of wordsOf('english')) filter.add(word);
    const wrong = Array.from({ length: 20_000 }, (_, index) => `q${index.toString(36)}`).filter((word) =>
      filter.has(hashOf(word, 0, word.length)),
    );
    expect(wrong.length).toBeLessThan(200);
  });
});

describe('folded', () => {
  it('drops accents where words stay apart without them, and keeps the marks of kana', () => {
    expect(folded('\u00c9tage', 'french')).toBe('etage');
    expect(folded('\u304c', 'japanese')).toBe('\u304b\u3099');
    expect(languages.filter(isLatin)).toHaveLength(6);
  });
});

describe('everyWordBut', () => {
  it('passes exactly what a filter of the same words does not', () => {
    const words = ['the', 'and', 'return'];
    const [others, these] = [everyWordBut(words), new WordFilter()];
    for (const word of words) these.add(word);
    expect(others.bits).toEqual(these.bits.map((bits) => ~bits));
    for (const word of words) expect(others.has(hashOf(word, 0, word.length))).toBe(false);
    expect(others.has(hashOf('abandon', 0, 7))).toBe(true);
  });
});
