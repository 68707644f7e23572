import { alphanumeric, behindKind } from './layout';
import { bareHoldsValue, isBreak, quotedHoldsValue, wordEnd, wordEndsStatement } from './word';

// What must stand behind a keyword, so that the host hears of it.
export const valueBehind: u32 = 1;
export const passwordBehind: u32 = 2;

const longestName: u32 = 32;
const reach: u32 = 240;
const mostLines: u32 = 3;

/**
 * Whether a value may follow the name that goes on at `at`: eight characters without a blank, a quote or a backslash, one
 * of them a digit; or twelve that no word explains.
 */
export function valueFollows(at: u32, end: u32): bool {
  let place = at;
  // A keyword such as `pass=` brings its sign along, and the value begins here.
  if (isOfName(load<u8>(at - 1))) while (place < end && place < at + longestName && isOfName(load<u8>(place))) place++;
  const stop = min(end, place + reach);
  let lines: u32 = 0;
  while (place < stop) {
    const code = <u32>load<u8>(place);
    if (<u32>load<u8>(behindKind + code) & isBreak) {
      if (code == 0x0a && ++lines > mostLines) return false;
      place++;
      continue;
    }
    const quoted = isQuote(load<u8>(place - 1));
    if (quoted ? quotedHoldsValue(place, end) : bareHoldsValue(place, end)) return true;
    // Nothing is assigned across a `;` or a bracket, but in quotes they may be part of a value.
    if (wordEndsStatement && !quoted) return false;
    place = wordEnd;
  }
  return false;
}

/** Whether `user:password@` follows the `://` before `at`. */
export function passwordFollows(at: u32, end: u32): bool {
  const stop = min(end, at + 200);
  let hasColon = false;
  for (let place = at; place < stop; place++) {
    const code = load<u8>(place);
    if (code == 0x40) return hasColon;
    // A blank, a quote, a slash, a bracket: the host's name has ended.
    if (code <= 0x20 || isQuote(code) || code == 0x2f || code == 0x5c || code == 0x3c || code == 0x3e) return false;
    if (code == 0x3a) hasColon = true;
  }
  return false;
}

@inline
function isOfName(code: u8): bool {
  return load<u8>(alphanumeric + <u32>code) != 0 || code == 0x5f || code == 0x2d;
}

@inline
function isQuote(code: u8): bool {
  return code == 0x22 || code == 0x27 || code == 0x60;
}
