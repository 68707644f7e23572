/** What steers a terminal, reorders text or hides in it: control and format characters, halves of characters, line separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const escapedUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** One that takes two code units is written as two escapes, as JSON has it. */
const escaped = (character: string) => character.split('').map(escapedUnit).join('');

/** A path as one word on one line: quoted as JSON where a name with line ends or escape codes would write on the terminal. */
export function printable(path: string): string {
  const quoted = plain(JSON.stringify(path));
  return quoted === `"${path}"` ? path : quoted;
}

/** A sentence as one line that steers nothing. */
export const plain = (text: string) => text.replace(unseen, escaped);

/** `2 secrets`, `1 secret`, `12,000 secrets`. */
export const counted = (count: number, noun: string) => `${inThousands(count)} ${count === 1 ? noun : plural(noun)}`;

/** Not `toLocaleString`: the first use of a locale takes as long as the whole look at a small commit. */
const inThousands = (count: number) => String(count).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',');

const plural = (noun: string) => (noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`);
