import { oneOf } from '../text/character-set.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const isLetter = oneOf(letters);
const isBase64 = oneOf(`${letters}+/=`);
/** What may stand between two lines of one block: line ends, real or written out, quotes and plus signs, indents. */
const isBorder = oneOf(' \t\r\n"\'`,+\\');
const [newline, back, letterN, plus, slash, minus, underscore] = [0x0a, 0x5c, 0x6e, 0x2b, 0x2f, 0x2d, 0x5f];

/** A line of a block holds at least this many characters; PEM has 64 in a line, MIME 76. */
const lineLength = 56;

/**
 * Returns true where a run was cut out of something longer: base64 that goes on behind a `/` or `+`, a word that goes on
 * behind a `-`, or a block of base64 in many lines (a certificate, an image), where a line now and then holds letters and
 * digits only.
 */
export function isPieceOfMore(text: string, at: number, length: number): boolean {
  return goesOnBefore(text, at, length) || goesOnAfter(text, at + length, length) || isLineOfBlock(text, at, length);
}

function goesOnBefore(text: string, at: number, length: number): boolean {
  const previous = text.charCodeAt(at - 1);
  if (previous === plus) return at > 1 && text.charCodeAt(at - 2) !== newline && isBase64(text.charCodeAt(at - 2));
  if (previous === minus || previous === underscore) return length > 30 && isLetter(text.charCodeAt(at - 2));
  if (previous !== slash) return false;
  return /[A-Za-z0-9+]\/{1,8}$/.test(text.slice(Math.max(0, at - 10), at)) && !isInUrl(text, at);
}

function isInUrl(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 110), at);
  const scheme = before.lastIndexOf('://');
  return scheme !== -1 && !/\s/.test(before.slice(scheme));
}

function goesOnAfter(text: string, end: number, length: number): boolean {
  const next = text.charCodeAt(end);
  if (next === slash) return true;
  if (next === plus) return isBase64(text.charCodeAt(end + 1));
  return (next === minus || next === underscore) && length > 30 && isLetter(text.charCodeAt(end + 1));
}

function isLineOfBlock(text: string, at: number, length: number): boolean {
  if (/^={0,2}[\s"'\\n]{0,8}-----E/.test(text.slice(at + length, at + length + 20))) return true;
  if (length < 48) return false;
  const lead = text.slice(Math.max(0, at - 40), at).replace(/[\s"'\\]/g, ' ');
  if (/(?:-----|ssh-\S{3,24}) {1,8}n? {0,8}$/.test(lead)) return true;
  const before = lineBefore(text, at);
  const after = lineAfter(text, at + length);
  if (before.length >= lineLength && lineBefore(text, before.at).length >= lineLength) return true;
  if (after.length >= lineLength && lineAfter(text, after.at + after.length).length >= lineLength) return true;
  // The last line but one; and the last.
  if (before.length < lineLength) return false;
  return after.length >= lineLength || text.charAt(after.at + after.length - 1) === '=';
}

/** The base64 in the line before: where it begins, and how much of it there is. */
function lineBefore(text: string, at: number): { at: number; length: number } {
  let end = at;
  let breaks = 0;
  while (end > 0 && end > at - 32) {
    const code = text.charCodeAt(end - 1);
    const isWritten = code === letterN && text.charCodeAt(end - 2) === back;
    if (!isWritten && !isBorder(code)) break;
    if (isWritten || code === newline || code === plus) breaks++;
    end -= isWritten ? 2 : 1;
  }
  let start = end;
  if (breaks > 0) while (start > 0 && start > end - 80 && isBase64(text.charCodeAt(start - 1))) start--;
  return { at: start, length: end - start };
}

function lineAfter(text: string, from: number): { at: number; length: number } {
  let start = from;
  let breaks = 0;
  while (start < text.length && start < from + 32) {
    const code = text.charCodeAt(start);
    const isWritten = code === back && text.charCodeAt(start + 1) === letterN;
    if (!isWritten && !isBorder(code)) break;
    if (isWritten || code === newline || code === plus) breaks++;
    start += isWritten ? 2 : 1;
  }
  let end = start;
  if (breaks > 0) while (end < text.length && end < start + 80 && isBase64(text.charCodeAt(end))) end++;
  return { at: start, length: end - start };
}
