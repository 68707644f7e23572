import type { Severity } from '../rule.ts';
import type { Window } from './phrase-windows.ts';

// One row in sixteen fits the checksum of twelve words by chance: so what the row looks like must speak for a phrase too.
const labels = /mnemonic|seed|phrase|recover|wallet|bip.?39|secret|backup/i;

/** As far before a phrase as its label stands: the name, the sign and the quote; or the line above. */
const labelReach = 100;

/** The words of the English list that sentences are made of; a drawn phrase of twelve holds half of one. */
const prose = new Set(
  'able about above across again all also always among another any around assume because become before behind below between beyond both bring can change clean close come could current dry during each easy either end enough even ever every exact few find first give good great half have help high home how idea into just keep kind know large last later leave left less level like list little local long look make many maybe mean minute model more most move much must name near need never new next nice note nothing now off often once only open option order other over own part people place point possible problem provide put question quick ready real really right rule same say second see set should show side simple since small some soon space start stay still strong such sure system take tell than that their them then there they thing this three time today together too top toward true try turn two type under until upon use used useful usual very want way week welcome well what when where whether which while who will wish with without word work world would year you young your'.split(
    ' ',
  ),
);

/**
 * Returns how much a row of words whose checksum fits weighs as a phrase: `false` for prose, keywords of a language, and
 * the word list itself. A label or the way it stands apart is what blocks.
 */
export function weighed(window: Window, text: string, path: string): Severity | false {
  const { words, edges, rowLength } = window;
  if (isListing(window) || !isOfOneCase(window)) return false;
  const first = words[0]?.at ?? 0;
  const isLabelled = labels.test(text.slice(Math.max(0, first - labelReach), first)) || labels.test(path);
  const sentence =
    window.language === 'english' ? words.filter(({ text: word }) => prose.has(word.toLowerCase())).length : 0;
  if (isLabelled) return edges > 0 || sentence <= words.length / 3 ? 'block' : false;
  if (edges === 2) return sentence <= words.length / 3 ? 'block' : false;
  return edges === 1 && rowLength <= words.length + 6 && sentence <= words.length / 6 ? 'warn' : false;
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
