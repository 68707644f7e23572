/** Bytes that are written as numbers. */
export interface NumberRow {
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

const size = 64;
/** One digit and one comma each. */
const least = size * 2 - 1;
const most = size * 120;

// Numbers, what stands between them (in a patch and in a URL too), and the letters of `0x` and of an escaped line end.
const isPart = new Uint8Array(256);
for (const character of '0123456789, \t\r\n+-%\\nrxabcdefABCDEF') isPart[character.charCodeAt(0)] = 1;

/** Returns the rows of exactly 64 numbers below 256 that are parted by commas and white space, in base ten or sixteen. */
export function numberRowsOf(text: string): readonly NumberRow[] {
  const rows: NumberRow[] = [];
  for (let from = 0, at = least - 1; at < text.length; at = from + least - 1) {
    // Backwards: most places in a text are no number, and what lies before them need not be looked at.
    let stop = at;
    while (stop >= from && isPart[text.charCodeAt(stop)] === 1) stop--;
    if (stop >= from) {
      from = stop + 1;
      continue;
    }
    let to = at + 1;
    while (to < text.length && isPart[text.charCodeAt(to)] === 1) to++;
    if (to - from < most) addRow(text.slice(from, to), from, rows);
    from = to + 1;
  }
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
