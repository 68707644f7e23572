/** What steers a terminal, reorders text or hides in it: control and format characters, halves of characters, line separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A path as one word on one line: quoted as JSON where a name with line ends or escape codes would write on the terminal. */
export function printable(path: string): string {
  const escaped = JSON.stringify(path).replace(
    unseen,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped === `"${path}"` ? path : escaped;
}

/** `2 secrets`, `1 secret`. */
export const counted = (count: number, noun: string) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural(noun)}`;

const plural = (noun: string) => (noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`);
