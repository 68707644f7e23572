// What parts two words, from the least to the most: a space, a new line, an empty line, another kind of separator.
export type Level = 0 | 1 | 2 | 3;

export interface Gap {
  /** What stands there besides white space, numbers and comment signs: a row is written in one manner. */
  readonly manner: string;
  readonly level: Level;
  /** What a line begins with: a comment, list or patch sign. */
  readonly lead: string;
}

/** Whether the word of which `at` is a letter is as long as those of the lists. */
export function isWordLike(text: string, at: number): boolean {
  let [from, to] = [at, at + 1];
  while (to - from <= 2 && isLetter(text, from - 1)) from--;
  while (to - from <= 2 && isLetter(text, to)) to++;
  return to - from > 2;
}

const isLetter = (text: string, at: number) => /[A-Za-z\x80-\uffff]/.test(text.charAt(at));

// A literal that goes on in the next line, with or without a plus sign.
const continued = /^(["'`])[\s+\\/#]*\1$/;

const leads = /\n[ \t]*(\/\/|--|[#*;+-]|)/;

/** What the line begins with that holds `at`. */
export function leadOfLine(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 80), at).replace(/\\[nr]/g, '\n');
  return leads.exec(`\n${before.slice(before.lastIndexOf('\n') + 1)}`)?.[1] ?? '';
}

/** The gaps of a row are nearly all alike. */
let last: { readonly raw: string; readonly gap: Gap } = { raw: ' ', gap: { manner: '', level: 0, lead: '' } };

export function gapOf(raw: string): Gap {
  if (raw !== last.raw) last = { raw, gap: readGap(raw) };
  return last.gap;
}

function readGap(raw: string): Gap {
  const text = raw
    .replace(/\\[nr]/g, '\n')
    .replace(/%0[AD]/gi, '\n')
    .replace(/\\[tvf]|%20|%09|\u00c2\u00a0|\u00e3\u0080\u0080|\u3000|\u00a0/gi, ' ')
    .replaceAll('\\', '');
  if (continued.test(text.trim())) return { manner: '', level: 0, lead: '' };
  const lead = leads.exec(text)?.[1] ?? '';
  const lines = text.split('\n').slice(1, -1);
  const level = !text.includes('\n') ? 0 : lines.some((line) => /^(?:\/\/|[#*>+-])?$/.test(line.trim())) ? 2 : 1;
  const manner = text
    .replace(/\n[ \t]*(?:\/\/|--|[#*;+-])?/g, ' ')
    .replace(/[\s+]/g, '')
    .replace(/\d+/g, '1')
    .replace(/(.)\1+/g, '$1');
  return { manner, level, lead };
}
