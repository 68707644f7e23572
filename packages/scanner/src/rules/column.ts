/**
 * Reads what a column is called, where values stand in rows and their names only once above them: in a table with commas,
 * semicolons or tabs, in a table of Markdown, after INSERT, and in the COPY of a dump.
 */

/** A row of names, and what parts the values of the rows below it. */
interface Heading {
  /** Where its rows begin. */
  readonly end: number;
  readonly names: readonly string[];
  readonly mark: ',' | ';' | '\t' | '|';
  readonly inBrackets: boolean;
}

const longestLine = 1000;
const tells = /key|secret|pass|token|pwd|priv/i;

// `(name, api_key) VALUES (`; `(name, api_key) FROM stdin;`; `| name | key |` over a line of dashes,
// as Markdown and the terminals of databases print it.
const patterns = [
  { word: /VALUES/i, pattern: /\(([^()]{1,400})\)\s{0,8}VALUES\s{0,8}\(/gi, mark: ',', inBrackets: true },
  { word: /FROM stdin/i, pattern: /\(([^()]{1,400})\) FROM stdin;/gi, mark: '\t', inBrackets: false },
  {
    word: /[|+] {0,2}:?--|--\+--/,
    pattern: /(?<=^|\n)([^\n]{1,400})\r?\n[ \t]{0,8}(?:[|+][ \t]{0,8}:?-{2,}|-{3,64}\+--)/g,
    mark: '|',
    inBrackets: false,
  },
] as const;

// The text that was asked about last: a table asks for every value.
let seenText = '';
let headings: readonly Heading[] = [];
let current = 0;

/** Returns the heading above a value, or undefined. */
export function columnOf(text: string, at: number): string | undefined {
  if (text !== seenText) {
    headings = headingsOf(text);
    current = 0;
  }
  // Even where they are equal: two strings are compared letter by letter unless they are one.
  seenText = text;
  const heading = headingAt(at);
  if (!heading) return undefined;
  let start = at;
  while (start > at - 8 && /["'` \\]/.test(text.charAt(start - 1))) start--;
  const previous = text.charAt(start - 1);
  const isFirst = heading.inBrackets ? previous === '(' : previous === '\n';
  if (previous !== heading.mark && !isFirst) return undefined;
  const row = rowBefore(text, at, heading);
  if (row === undefined) return undefined;
  const name = heading.names[row.split(heading.mark).length - 1]?.replace(/["'`[\]*\s]+/g, ' ').trim();
  return name === '' ? undefined : name;
}

function headingsOf(text: string): readonly Heading[] {
  const found: Heading[] = [];
  for (const { word, pattern, mark, inBrackets } of patterns) {
    if (!word.test(text)) continue;
    for (const { 0: whole, 1: names = '', index } of text.matchAll(pattern)) {
      if (tells.test(names))
        found.push({ end: index + whole.length, names: names.split(mark === '\t' ? ',' : mark), mark, inBrackets });
    }
  }
  return [...firstLineOf(text), ...found].toSorted((a, b) => a.end - b.end);
}

function firstLineOf(text: string): readonly Heading[] {
  const end = text.indexOf('\n');
  if (end === -1 || end > longestLine) return [];
  const line = text.slice(0, end);
  const mark = (['\t', ';', ','] as const).find((one) => line.includes(one));
  if (mark === undefined || !tells.test(line) || /[=(){}:]/.test(line)) return [];
  return [{ end, names: line.split(mark), mark, inBrackets: false }];
}

/** The last heading above a place; places come mostly in order. */
function headingAt(at: number): Heading | undefined {
  if (current > 0 && (headings[current - 1]?.end ?? 0) > at) current = 0;
  while (current < headings.length && (headings[current]?.end ?? at) <= at) current++;
  return headings[current - 1];
}

/** What stands before a value in its row. */
function rowBefore(text: string, at: number, { end, inBrackets }: Heading): string | undefined {
  const from = Math.max(end - 1, at - longestLine);
  const near = text.slice(from, at);
  if (!inBrackets) {
    const start = near.lastIndexOf('\n') + 1;
    return start === 0 && from === at - longestLine ? undefined : near.slice(start);
  }
  const open = near.lastIndexOf('(');
  // A row follows another, or is the first.
  const isRow = open !== -1 && (from + open < end || /,\s{0,40}$/.test(near.slice(Math.max(0, open - 41), open)));
  return isRow ? near.slice(open + 1) : undefined;
}
