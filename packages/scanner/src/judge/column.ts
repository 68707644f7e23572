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

/** What may stand just before a value in a row. */
const marks = new Set([',', ';', '\t', '|', '(', '\n', '']);

// The text that was asked about last: a table asks for every value.
let seenText = '';
let headings: readonly Heading[] = [];
let current = 0;

/** Returns the heading above a value, or undefined. */
export function columnOf(text: string, at: number): string | undefined {
  let start = at;
  while (start > at - 8 && /["'` \\]/.test(text.charAt(start - 1))) start--;
  const previous = text.charAt(start - 1);
  if (!marks.has(previous)) return undefined;
  if (!hasHeadings(text)) return undefined;
  const heading = headingAt(at);
  if (!heading) return undefined;
  const isFirst = heading.inBrackets ? previous === '(' : previous === '\n';
  if (previous !== heading.mark && !isFirst) return undefined;
  const row = rowBefore(text, at, heading);
  if (row === undefined) return undefined;
  const name = heading.names[row.split(heading.mark).length - 1]?.replace(/["'`[\]*\s]+/g, ' ').trim();
  return name === '' ? undefined : name;
}

/** Returns true where a text has a row of names above values. */
export function hasHeadings(text: string): boolean {
  if (text !== seenText) {
    headings = headingsOf(text);
    current = 0;
  }
  // Even where they are equal: two strings are compared letter by letter unless they are one.
  seenText = text;
  return headings.length > 0;
}

function headingsOf(text: string): readonly Heading[] {
  return [...firstLineOf(text), ...insertsIn(text), ...dumpsIn(text), ...tablesIn(text)]
    .filter(({ names }) => tells.test(names.join(' ')))
    .toSorted((a, b) => a.end - b.end);
}

const opening = /\s{0,8}\(/y;

/** `(name, api_key) VALUES (` */
function* insertsIn(text: string): Generator<Heading> {
  for (const word of ['VALUES', 'values']) {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
      opening.lastIndex = at + word.length;
      if (!opening.test(text)) continue;
      const names = bracketsBefore(text, at);
      if (names) yield { end: opening.lastIndex, names, mark: ',', inBrackets: true };
    }
  }
}

// Not from the space before it: a search begins with its first character, and spaces are everywhere.
const afterNames = 'FROM stdin;';

/** `(name, api_key) FROM stdin;` */
function* dumpsIn(text: string): Generator<Heading> {
  for (let at = text.indexOf(afterNames); at !== -1; at = text.indexOf(afterNames, at + 1)) {
    const names = bracketsBefore(text, at);
    if (names) yield { end: at + afterNames.length, names, mark: '\t', inBrackets: false };
  }
}

/** What stands between the brackets that close just before a place. */
function bracketsBefore(text: string, at: number): readonly string[] | undefined {
  const before = text.slice(Math.max(0, at - 410), at).trimEnd();
  const inside = before.slice(before.lastIndexOf('(') + 1, -1);
  if (!before.endsWith(')') || inside.length === before.length - 1 || inside.includes(')')) return undefined;
  return inside.split(',');
}

const rule = /[ \t]{0,8}(?:[|+][ \t]{0,8}:?-{2,}|-{3,64}\+--)/y;

/** `| name | key |` over a line of dashes, as Markdown and the terminals of databases print it. */
function* tablesIn(text: string): Generator<Heading> {
  for (let at = text.indexOf('--'); at !== -1; ) {
    const line = text.lastIndexOf('\n', at) + 1;
    rule.lastIndex = line;
    if (line > 0 && rule.test(text)) {
      const above = text.lastIndexOf('\n', line - 2) + 1;
      const names = text.slice(above, line - 1).trimEnd();
      if (names.length > 0 && names.length <= 400) {
        yield { end: rule.lastIndex, names: names.split('|'), mark: '|', inBrackets: false };
      }
    }
    // Each line once, however many dashes it has.
    const next = text.indexOf('\n', at);
    at = next === -1 ? -1 : text.indexOf('--', next);
  }
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
