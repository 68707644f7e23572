import { mayBeValue } from './drawn';
import { behindKind } from './layout';

// What a character is; see layout.ts.
export const isBreak: u32 = 1;
const isDigit: u32 = 2;
const endsStatement: u32 = 4;
const isSign: u32 = 8;

const longestValue: u32 = 512;
const shortest: u32 = 8;
const shortestOfLetters: u32 = 12;

/** Of the word that was judged last and held no value: where it ends, and whether a statement may end in it. */
export let wordEnd: u32 = 0;
export let wordEndsStatement: bool = false;

// A line of a megabyte without a blank is one word to each of its keywords. From `cleanFrom` to `cleanTo` there is no digit
// and no sign, and no piece that begins before `cleanPiece` is a value; the last end of a statement is at `statementEnd`.
let cleanFrom: u32 = 0;
let cleanPiece: u32 = 0;
let cleanTo: u32 = 0;
let statementEnd: u32 = 0;

/** The text is another one now. */
export function forgetWord(): void {
  cleanTo = 0;
}

/** Whether what stands in quotes, up to the next break, may be a value. */
export function quotedHoldsValue(start: u32, end: u32): bool {
  const last = min(end, start + longestValue);
  let kinds: u32 = 0;
  let place = start;
  while (place < last) {
    const kind = <u32>load<u8>(behindKind + <u32>load<u8>(place));
    if (kind & isBreak) break;
    kinds |= kind;
    if (isTold(kinds, ++place - start)) return true;
  }
  wordEnd = place;
  wordEndsStatement = (kinds & endsStatement) != 0;
  return place - start >= shortestOfLetters && mayBeValue(start, place);
}

/** The same of a bare word, which may be a value in one of the pieces between what ends one. */
export function bareHoldsValue(start: u32, end: u32): bool {
  const last = min(end, start + longestValue);
  let kinds: u32 = 0;
  let piece = start;
  let place = start;
  if (start >= cleanFrom && start <= cleanPiece && cleanPiece <= cleanTo) {
    let at = start;
    while (at < cleanPiece && !endsBareValue(load<u8>(at))) at++;
    // The piece that the word begins within is a shorter one than before.
    if (at < cleanPiece && isValue(start, at)) return true;
    piece = cleanPiece;
    place = cleanTo;
  } else statementEnd = 0;
  cleanTo = 0;
  let at = place;
  while (place < last) {
    const kind = <u32>load<u8>(behindKind + <u32>load<u8>(place));
    if (kind & isBreak) break;
    kinds |= kind;
    if (kind & endsStatement) statementEnd = place;
    if (isTold(kinds, ++place - start)) return true;
  }
  wordEnd = place;
  wordEndsStatement = statementEnd >= start;
  if (place - start < shortestOfLetters) return false;
  for (; at < place; at++) {
    if (!endsBareValue(load<u8>(at))) continue;
    if (isValue(piece, at)) return true;
    piece = at + 1;
  }
  if (isValue(piece, place)) return true;
  cleanFrom = start;
  cleanPiece = piece;
  cleanTo = place;
  return false;
}

/** Whether these characters say enough, whatever the letters are. */
@inline
function isTold(kinds: u32, length: u32): bool {
  return (length >= shortest && (kinds & isDigit) != 0) || (length >= shortestOfLetters && (kinds & isSign) != 0);
}

@inline
function isValue(start: u32, end: u32): bool {
  return end - start >= shortestOfLetters && mayBeValue(start, end);
}

/** `,` `;` `(` `)` `{` `}` `[` `]` `<` `>` `&` `=` `:` */
@inline
function endsBareValue(code: u8): bool {
  return (
    code == 0x2c || code == 0x28 || code == 0x29 || code == 0x5b || code == 0x5d || code == 0x7b || code == 0x7d ||
    (code >= 0x3a && code <= 0x3e) || code == 0x26
  );
}
