import { jointFound } from './host';
import { joint, text } from './layout';

const farthest: u32 = 112;
const doubleQuote: u8 = 0x22;
const singleQuote: u8 = 0x27;

/** Finds the quotes that are followed by one of their kind with nothing between them but what joins two strings. */
export function searchJoints(length: u32): void {
  const end = text + length;
  for (let block = text; block < end; block += 16) {
    const bytes = v128.load(block);
    const quotes = v128.or(
      i8x16.eq(bytes, i8x16.splat(doubleQuote)),
      i8x16.eq(bytes, i8x16.splat(singleQuote)),
    );
    for (let mask = i8x16.bitmask(quotes); mask != 0; mask &= mask - 1) joinedAt(block + ctz(mask), end);
  }
}

@inline
function joinedAt(at: u32, end: u32): void {
  if (!load<u8>(joint + <u32>load<u8>(at + 1))) return;
  const quote = load<u8>(at);
  const last = min(end, at + farthest);
  let next = at + 2;
  while (next < last && load<u8>(joint + <u32>load<u8>(next))) next++;
  if (next < last && load<u8>(next) == quote) jointFound(at - text);
}
