import type { Severity } from '../judge/rule.ts';
import type { Window } from './phrase-windows.ts';

// One row in sixteen fits the checksum of twelve words by chance: so what the row looks like must speak for a phrase too.
const labels = /mnemonic|seed|phrase|recover|wallet|bip.?39|secret|backup/i;

/** As far before a phrase as its label stands: the name, the sign and the quote; or the line above. */
const labelReach = 100;

/** The words of the English list that sentences are made of; a drawn phrase of twelve holds half of one. */
const prose = new Set(
  'able about above across again all also always among another any around because become before behind below between bring can during either enough few find first give good great have into just keep know later leave like little long make more much must need never next now often once only other over own same say since soon still such that then there they thing this time together toward try under until upon use used very want way what when where will wish word work world year you young people'.split(
    ' ',
  ),
);

/**
 * Returns how much a row of words whose checksum fits weighs as a phrase: `false` for prose, keywords of a language, and
 * the word list itself. A label or the way it stands apart is what blocks.
 */
export function weighed(window: Window, text: string, path: string): Severity | false {
  const { words, edges, row } = window;
  if (isListing(window) || !isOfOneCase(window)) return false;
  const first = words[0]?.at ?? 0;
  // A whole row with a wrong checksum is a phrase no more, and has no right piece unless its first words are a label.
  if (edges < 2 && row.isPhraseLong && !labels.test(text.slice(row.at, first))) return false;
  const isLabelled = labels.test(text.slice(Math.max(0, first - labelReach), first)) || labels.test(path);
  const isEnglish = window.language === 'english';
  const share = isEnglish ? words.filter(({ text: word }) => prose.has(word.toLowerCase())).length / words.length : 0;
  if (isLabelled || edges === 2) return share <= 1 / 3 ? 'block' : false;
  // Tables of characters are rows of Chinese list words, in the order of their codes.
  if (/chinese/.test(window.language)) return edges === 1 && row.length === words.length ? 'warn' : false;
  // No other language has sentences of twelve list words: its small words are in no list.
  if (row.length === words.length && share <= 1 / 12) return 'block';
  return (edges === 1 || row.length === words.length) && row.length <= words.length + 6 && share <= 1 / 6
    ? 'warn'
    : false;
}

/** In the order of the alphabet, or the same few words again and again: twelve drawn words are neither. */
function isListing({ words }: Window): boolean {
  let rises = 0;
  for (let i = 1; i < words.length; i++) rises += Number((words[i]?.number ?? 0) > (words[i - 1]?.number ?? 0));
  const isSorted = rises <= 1 || rises >= words.length - 2;
  return isSorted || new Set(words.map(({ number }) => number)).size < words.length - 3;
}

/** All lower case, all capitals, every word capitalised, or the first one. */
function isOfOneCase({ words }: Window): boolean {
  const shapes = words.map(({ text }) =>
    text === text.toLowerCase() ? 'lower' : text === text.toUpperCase() ? 'upper' : isTitle(text) ? 'title' : 'mixed',
  );
  const rest = new Set(shapes.slice(1));
  return rest.size === 1 && !rest.has('mixed') && (rest.has(shapes[0] ?? 'mixed') || shapes[0] === 'title');
}

const isTitle = (text: string) => text.slice(1) === text.slice(1).toLowerCase();
