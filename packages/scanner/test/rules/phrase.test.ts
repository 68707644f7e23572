import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Finder } from '../../src/find/find.ts';
import { rulesetOf } from '../../src/find/ruleset.ts';
import { drawFrom } from '../../src/judge/draw.ts';
import { phraseRule } from '../../src/rules/phrase.ts';
import { inNoList } from '../../src/rules/phrase-rows.ts';
import { folded, type Language, languages, numbersOf, wordsOf } from '../../src/wallet/word-lists.ts';

const ruleset = rulesetOf([phraseRule]);

const look = (text: string | Buffer, path = 'file') =>
  new Finder(ruleset, path).look({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true });

const severities = (text: string, path?: string) => look(text, path).map(({ severity }) => severity);

/** A phrase as a wallet draws it: bytes, and the first bits of their hash, eleven bits to a word. */
function phrase(language: Language, length: number, seed = 1): readonly string[] {
  const draw = drawFrom(seed);
  const entropy = Buffer.from(Array.from({ length: (length / 3) * 4 }, () => draw.number(256)));
  const bits = [...entropy, ...hash('sha256', entropy, 'buffer')]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const numbers = Array.from({ length }, (_, index) => Number.parseInt(bits.slice(index * 11, index * 11 + 11), 2));
  return numbers.map((number) => wordsOf(language)[number] ?? '');
}

const words = phrase('english', 12);
const text = words.join(' ');

describe('a phrase, wherever it stands', () => {
  const carriers: readonly (readonly [name: string, carried: string])[] = [
    ['an environment file', `A=1\nWALLET="${text}"\nB=2\n`],
    ['an unquoted value with Windows line ends', `X=${text}\r\n`],
    ['an array', JSON.stringify({ words })],
    ['an indented array', JSON.stringify({ words }, null, 4)],
    ['JSON in JSON in JSON', JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ words }) }) })],
    ['a YAML list', `a: b\nlist:\n${words.map((word) => `  - ${word}`).join('\n')}\nc: d\n`],
    ['a numbered list', words.map((word, index) => `${index + 1}. ${word}`).join('\n')],
    ['a numbered line', words.map((word, index) => `${index + 1}) ${word}`).join('  ')],
    ['a table', words.map((word, index) => `| ${index + 1} | ${word} |`).join('\n')],
    ['commas', `import(${words.join(', ')})`],
    ['lines of their own', `notes\n\n${words.join('\n')}\n\nmore`],
    ['two lines', `${words.slice(0, 6).join(' ')}\n${words.slice(6).join(' ')}\n`],
    ['a comment over two lines', `/**\n * ${words.slice(0, 5).join(' ')}\n * ${words.slice(5).join(' ')}\n */`],
    ['literals that are joined', `m = '${words.slice(0, 8).join(' ')} ' +\n  '${words.slice(8).join(' ')}';`],
    ['a patch', `@@ -1 +1 @@\n+const m = "${text}"\n`],
    ['a patch, word by word', `@@ -0,0 +1,12 @@\n context\n${words.map((word) => `+${word}`).join('\n')}\n context\n`],
    ['a source map', JSON.stringify({ sourcesContent: [`a\n${words.join('\n')}\n`] })],
    ['a URL', `https://example.com/?m=${words.join('%20')}&n=1`],
    ['a form', `m=${words.join('+')}&n=1`],
    ['minified code', `!function(){var e="${text}",t=1}();`],
    ['capitals', `m="${text.toUpperCase()}"`],
    ['a log line', `2026-01-01T00:00:00Z INFO restored wallet from ${text} in 3 ms\n`],
    ['a sentence', `My recovery phrase is ${text} and please keep it safe.`],
    ['another phrase in the next line', `${text}\n${phrase('english', 15, 2).join(' ')}\n`],
  ];

  it.each(carriers)('is found in %s', (_, carried) => {
    const [first] = look(carried);
    expect(first).toMatchObject({ severity: 'block', value: text });
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(carried, 'utf16le')]);
    expect(look(utf16)[0]).toMatchObject({ severity: 'block', value: text });
  });

  it.each(languages)('is found in %s, composed and decomposed, in UTF-8 and in UTF-16', (language) => {
    const expected = phrase(language, 24).join(' ');
    for (const separator of [' ', '\u3000', '\n', '", "']) {
      for (const form of ['NFC', 'NFKD'] as const) {
        const carried = `x("${expected.replaceAll(' ', '\0').normalize(form).replaceAll('\0', separator)}")`;
        expect(look(carried).map(({ value }) => value)).toEqual([expected]);
        const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(carried, 'utf16le')]);
        expect(look(utf16).map(({ value }) => value)).toEqual([expected]);
      }
    }
  });

  it('is reported where its first word stands', () => {
    expect(look(`a\n  m: ${text}\n`)[0]).toMatchObject({ line: 2, column: 6 });
  });
});

describe('a row of words that is no phrase', () => {
  const list = wordsOf('english');

  it('falls silent when one letter is another, or two words change places', () => {
    let found = 0;
    for (let seed = 1; seed < 40; seed++) {
      const drawn = phrase('english', 15, seed);
      expect(look(`m="${drawn.with(7, `${drawn[7]}x`).join(' ')}"`)).toEqual([]);
      const swapped = drawn.with(3, drawn[9] ?? '').with(9, drawn[3] ?? '');
      found += look(`m="${swapped.join(' ')}"`).length;
    }
    // One wrong phrase in 32 fits its checksum by chance.
    expect(found).toBeLessThan(6);
  });

  it('is not found in prose, even of words from the list alone', () => {
    const sentences = [
      'You will need this word once more when they make the other change, and then there will be time.',
      'people will often need more time than they think they have when they move house again this year',
      'they will want what they have when they need more time with you this year and then leave',
      'The quick method can find any good word that people use when they write about home and work.',
    ];
    for (const sentence of sentences) expect(severities(sentence.repeat(4))).toEqual([]);
  });

  it('is not found in the lists themselves, in any language, form or piece', () => {
    for (const language of languages) {
      const all = wordsOf(language);
      for (const form of [
        all.join('\n'),
        JSON.stringify(all),
        JSON.stringify(all, null, 2),
        all.slice(500, 524).join(' '),
      ]) {
        expect(severities(form)).toEqual([]);
      }
      expect(severities(all.slice(0, 240).toReversed().join('\n'))).toEqual([]);
    }
  });

  it('is not found in twelve words in the order of the list, one in sixteen of which fits a checksum', () => {
    for (let from = 0; from < 400; from += 5) {
      expect(severities(`m = "${list.slice(from, from + 12).join(' ')}"`)).toEqual([]);
      expect(
        severities(
          `m = "${list
            .filter((_, index) => index % 90 === from % 90)
            .slice(0, 15)
            .join(' ')}"`,
        ),
      ).toEqual([]);
    }
  });

  it('is not found in twelve small words of sentences, however they are quoted', () => {
    const draw = drawFrom(77);
    const small =
      'that this they then there where when what who will can have make take must need about above again'.split(' ');
    const used = small.filter((word) => list.includes(word));
    for (let time = 0; time < 150; time++) {
      const sentence = used.map((word) => ({ word, rank: draw.number(1e6) })).toSorted((a, b) => a.rank - b.rank);
      expect(
        severities(
          `"${sentence
            .slice(0, 12)
            .map(({ word }) => word)
            .join(' ')}"`,
        ),
      ).toEqual([]);
    }
  });

  it('is not found in a long list of words in no order', () => {
    const draw = drawFrom(5);
    const shuffled = Array.from({ length: 2000 }, () => list[draw.number(2048)]);
    const more = [...shuffled.slice(0, 40), 'zymurgy', ...shuffled.slice(40, 90), 'qi', ...shuffled.slice(90)];
    expect(severities(JSON.stringify(more))).toEqual([]);
    expect(severities(more.join('\n'))).toEqual([]);
  });

  it('is not found where the same few words come again and again', () => {
    expect(severities('true, false, '.repeat(20))).toEqual([]);
    expect(severities('left-top right-top left-middle right-middle '.repeat(6))).toEqual([]);
  });
});

describe('a word that ends a row before any list is loaded', () => {
  it('is in no list', () => {
    for (const language of languages) {
      expect(inNoList.filter((word) => numbersOf(language).has(folded(word, language)))).toEqual([]);
    }
  });
});

describe('a phrase that everybody knows', () => {
  it('is told as such, and blocks nothing', () => {
    const known = [
      [...Array.from({ length: 11 }, () => 'abandon'), 'about'],
      [...Array.from({ length: 23 }, () => 'abandon'), 'art'],
      [...Array.from({ length: 11 }, () => 'zoo'), 'wrong'],
      [...Array.from({ length: 11 }, () => 'test'), 'junk'],
    ];
    for (const one of known) {
      const [found, ...others] = look(`MNEMONIC="${one.join(' ')}"`);
      expect(found).toMatchObject({ severity: 'info', known: expect.any(String) });
      expect(others).toEqual([]);
    }
  });
});

describe('what stands around a phrase', () => {
  it('makes it less certain when words adjoin on one side and nothing names it', () => {
    expect(severities(`("quality ${text}")`)).toEqual(['warn']);
    expect(severities(`("mnemonic quality ${text}")`)).toEqual(['block']);
    expect(severities(`("quality ${text}")`, 'wallet.txt')).toEqual(['block']);
  });
});
