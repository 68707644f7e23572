import { createHmac, hash } from 'node:crypto';
import type { Draw } from '../judge/draw.ts';
import type { Look, Passed, PassRule, Samples, Severity, Verdict } from '../judge/rule.ts';
import { isMadeUp, knownFrom } from '../wallet/known-keys.ts';
import { type Language, languages, plainLanguages, wordsOf } from '../wallet/word-lists.ts';
import { weighed } from './phrase-evidence.ts';
import { type Row, rowsOf } from './phrase-rows.ts';
import { type Window, windowsOf } from './phrase-windows.ts';

/** The words that a wallet is made from, in ten languages, by their checksum; Electrum's too. */
export const phraseRule: PassRule = {
  id: 'wallet-phrase',
  severity: 'block',
  finds: 'wallet recovery phrase',
  fix: 'move the funds to a wallet with a new phrase, and keep that one off every disk',
  find,
  samples,
};

function* find(look: Look): Generator<Passed> {
  const rows = rowsOf(look);
  if (rows.length === 0) return;
  const { text, isBytes, path } = look;
  for (const row of rows) {
    for (const { window, verdict } of phrasesIn(row, text, isBytes, path)) {
      const at = startOf(window);
      yield { at, length: endOf(window) - at, value: spoken(window), ...verdict };
    }
  }
}

interface Phrase {
  readonly window: Window;
  readonly verdict: Verdict;
}

/** The phrases of a row, by place; of those that overlap, the one that stands apart most clearly, and then the longest. */
function phrasesIn(row: Row, text: string, isBytes: boolean, path: string): readonly Phrase[] {
  const isPlain = /^[\0-\x7f]*$/.test(text.slice(row.spans[0], row.spans.at(-1)));
  const phrases: Phrase[] = [];
  for (const window of windowsOf(row, isPlain ? plainLanguages : languages, text, isBytes)) {
    const severity = weighed(window, text, path);
    if (isChecked(window)) {
      const known = knownPhrase(window);
      if (known !== undefined) phrases.push({ window, verdict: { severity: 'info', known } });
      else if (severity !== false) phrases.push({ window, verdict: { severity } });
    } else if (severity !== false && isElectrum(window)) phrases.push({ window, verdict: { severity } });
  }
  const kept: Phrase[] = [];
  for (const phrase of phrases.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    if (!kept.some((other) => overlap(other.window, phrase.window))) kept.push(phrase);
  }
  return kept.toSorted((a, b) => startOf(a.window) - startOf(b.window));
}

const order: readonly Severity[] = ['block', 'warn', 'info'];
const rankOf = ({ window, verdict }: Phrase) =>
  (2 - window.edges) * 1000 + order.indexOf(verdict.severity) * 100 - window.words.length;

const startOf = ({ words }: Window) => words[0]?.at ?? 0;
const endOf = ({ words }: Window) => words.at(-1)?.end ?? 0;
const overlap = (a: Window, b: Window) => startOf(a) < endOf(b) && startOf(b) < endOf(a);

/** The phrase as its owner types it, whatever stood between the words. */
const spoken = ({ language, words }: Window) => words.map(({ number }) => wordsOf(language)[number]).join(' ');

/** What a phrase says, and the checksum that its last bits are; undefined for a length that BIP-39 does not know. */
function read({ words }: Window): { entropy: Buffer; checksum: number } | undefined {
  if (words.length % 3 !== 0) return undefined;
  const entropy = Buffer.alloc((words.length / 3) * 4);
  let held = 0;
  let bits = 0;
  let filled = 0;
  for (const { number } of words) {
    held = ((held & 0xff) << 11) | number;
    for (bits += 11; bits >= 8 && filled < entropy.length; bits -= 8) entropy[filled++] = (held >> (bits - 8)) & 0xff;
  }
  return { entropy, checksum: held & ((1 << bits) - 1) };
}

/** One bit for each four bytes. */
const checksumOf = (entropy: Uint8Array) => (hash('sha256', entropy, 'buffer')[0] ?? 0) >> (8 - entropy.length / 4);

function isChecked(window: Window): boolean {
  const phrase = read(window);
  return phrase !== undefined && checksumOf(phrase.entropy) === phrase.checksum;
}

// Electrum keeps no checksum in the words: the hash of a good phrase begins so (standard, segwit, two kinds with 2FA).
const electrumVersions = /^(?:01|100|101|102)/;
const electrumLengths: readonly number[] = [12, 13, 24];

function isElectrum(window: Window): boolean {
  if (!electrumLengths.includes(window.words.length)) return false;
  return electrumVersions.test(versionOf(spoken(window), window.language));
}

function versionOf(phrase: string, language: Language): string {
  const words = phrase.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  const isSpaced = !/chinese|japanese/.test(language);
  return createHmac('sha512', 'Seed version')
    .update(isSpaced ? words : words.replace(/\s/g, ''))
    .digest('hex');
}

function knownPhrase(window: Window): string | undefined {
  const entropy = read(window)?.entropy;
  if (entropy && isMadeUp(entropy)) return 'the simplest phrases there are, of test vectors';
  return knownFrom(spoken(window));
}

function phraseOf(draw: Draw, language: Language, length: number): readonly string[] {
  const entropy = Buffer.from(Array.from({ length: (length / 3) * 4 }, () => draw.number(256)));
  const bits = [...entropy].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const sum = checksumOf(entropy)
    .toString(2)
    .padStart(length / 3, '0');
  return ((bits + sum).match(/.{11}/g) ?? []).map((word) => wordsOf(language)[Number.parseInt(word, 2)] ?? '');
}

function electrumPhraseOf(draw: Draw): string {
  for (;;) {
    const phrase = Array.from({ length: 12 }, () => wordsOf('english')[draw.number(2048)]).join(' ');
    if (electrumVersions.test(versionOf(phrase, 'english'))) return phrase;
  }
}

function samples(draw: Draw): Samples {
  const words = (length = 12, language: Language = 'english') => phraseOf(draw, language, length);
  const phrase = words();
  const text = phrase.join(' ');
  // Twelve words of the list whose checksum does not fit: one word is the next of the list.
  const number = wordsOf('english').indexOf(phrase[5] ?? '');
  const mistyped = phrase.with(5, wordsOf('english')[(number + 1) % 2048] ?? '');
  return {
    match: [
      `MNEMONIC="${text}"\n`,
      `const account = fromPhrase("${words(15).join(' ')}");`,
      JSON.stringify({ words: words(18) }, null, 2),
      words(21)
        .map((word, index) => `${index + 1}. ${word}`)
        .join('\r\n'),
      ...languages.map((language) => `seed: ${words(24, language).join(language === 'japanese' ? '\u3000' : ' ')}\n`),
      `// ${words().join(' ').toUpperCase()}`,
      JSON.stringify({ sourcesContent: [`keys:\n\t${words().join('\n\t')}\n`] }),
      `electrum restore "${electrumPhraseOf(draw)}"`,
    ],
    noMatch: [
      `MNEMONIC="${text.slice(0, -1)}q"`,
      `MNEMONIC="${phrase.slice(1).join(' ')}"`,
      wordsOf('english').slice(300, 400).join('\n'),
      JSON.stringify(wordsOf('spanish').slice(0, 120)),
      'They will have time to make this one small change, and people should then be able to use that word.',
      `MNEMONIC=\${${text.toUpperCase().replaceAll(' ', '_')}}`,
      ...(isTyped(mistyped) ? [] : [`MNEMONIC="${mistyped.join(' ')}"`]),
    ],
  };
}

const isTyped = (words: readonly string[]) =>
  electrumVersions.test(versionOf(words.join(' '), 'english')) || isListChecked(words);

function isListChecked(words: readonly string[]): boolean {
  const numbered = words.map((word) => ({ at: 0, end: 0, number: wordsOf('english').indexOf(word), text: word }));
  return isChecked({
    language: 'english',
    words: numbered,
    edges: 2,
    row: { at: 0, length: words.length, isPhraseLong: true },
  });
}
