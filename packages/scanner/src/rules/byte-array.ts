import type { Look } from '../judge/rule.ts';

/** Bytes that are written as numbers. */
export interface NumberRow {
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

const size = 64;
const most = size * 120;

/**
 * Returns the rows of exactly 64 numbers below 256 that are parted by commas and white space, in base ten or sixteen.
 * `runs` are those of numbers and of what stands between them.
 */
export function numberRowsOf(text: string, runs: Look['numbers']): readonly NumberRow[] {
  const rows: NumberRow[] = [];
  for (const [from, to] of runs) if (to - from < most) addRow(text.slice(from, to), from, rows);
  return rows;
}

function addRow(part: string, from: number, rows: NumberRow[]): void {
  // As long as before, so that places stay: an escape becomes as many spaces.
  const text = part
    .replace(/%2c/gi, ' , ')
    .replace(/\\[nr]|%(?:20|0[ad]|5[bd])/gi, (escaped) => ' '.repeat(escaped.length))
    .replace(/\n[+-]/g, '\n ')
    .replace(/(^|\s)-(?=\s)/g, '$1 ')
    // The first letters of the next line.
    .replace(/\s[a-z]{1,8}$/i, '')
    .trimEnd();
  const first = text.search(/\d/);
  if (first === -1) return;
  const numbers = text.slice(first).split(text.includes(',') ? /,/ : /\s+/);
  // A comma after the last number is how some write it.
  if (numbers.at(-1) === '') numbers.pop();
  if (numbers.length !== size) return;
  const bytes = numbers.map((one) => (number.test(one) ? Number(one) : 256));
  if (bytes.some((byte) => byte > 255)) return;
  rows.push({ at: from + first, length: text.length - first, bytes: Uint8Array.from(bytes) });
}

const number = /^\s*(?:\d{1,3}|0x[\da-f]{1,2})\s*$/i;
