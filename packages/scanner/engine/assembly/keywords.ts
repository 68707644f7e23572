import { passwordBehind, passwordFollows, valueBehind, valueFollows } from './behind';
import { keywordFound } from './host';
import { keywords, keywordText, lower, slotBits, slots, suspects, telling, text } from './layout';

/**
 * Finds every keyword, in any case. Of each two bytes and the two behind them it asks a table whether some keyword has
 * these four, sixteen bytes at a time, and only then it compares. The zeros behind the text complete its last characters.
 */
export function searchKeywords(length: u32): void {
  const end = text + length;
  let before = i32x4.splat(0);
  for (let at = text; at < end + 2; at += 16) {
    // Five bits of each character: a letter's are the same in both cases, and other characters share them with letters.
    const folded = v128.and(v128.load(at), i8x16.splat(31));
    const pairs = v128.or(i16x8.shl(v128.and(folded, i16x8.splat(0xff)), 5), i16x8.shr_u(folded, 8));
    const weights = i16x8(1024, 1, 1024, 1, 1024, 1, 1024, 1);
    // Fours that begin at 0, 4, 8 and 12, and those that begin two bytes before them.
    const here = i32x4.dot_i16x8_s(pairs, weights);
    const shifted = v128.shuffle<u16>(before, pairs, 7, 8, 9, 10, 11, 12, 13, 14);
    const earlier = i32x4.dot_i16x8_s(shifted, weights);
    before = pairs;
    const some =
      tells(v128.extract_lane<u32>(earlier, 0)) |
      tells(v128.extract_lane<u32>(here, 0)) |
      tells(v128.extract_lane<u32>(earlier, 1)) |
      tells(v128.extract_lane<u32>(here, 1)) |
      tells(v128.extract_lane<u32>(earlier, 2)) |
      tells(v128.extract_lane<u32>(here, 2)) |
      tells(v128.extract_lane<u32>(earlier, 3)) |
      tells(v128.extract_lane<u32>(here, 3));
    if ((some & 1) == 0) continue;
    look(v128.extract_lane<u32>(earlier, 0), at - 2, end);
    look(v128.extract_lane<u32>(here, 0), at, end);
    look(v128.extract_lane<u32>(earlier, 1), at + 2, end);
    look(v128.extract_lane<u32>(here, 1), at + 4, end);
    look(v128.extract_lane<u32>(earlier, 2), at + 6, end);
    look(v128.extract_lane<u32>(here, 2), at + 8, end);
    look(v128.extract_lane<u32>(earlier, 3), at + 10, end);
    look(v128.extract_lane<u32>(here, 3), at + 12, end);
  }
}

/** The lowest bit is set where some keyword has these four. */
@inline
function tells(four: u32): u32 {
  return <u32>load<u8>(telling + (four >> 3)) >> (four & 7);
}

@inline
function look(four: u32, at: u32, end: u32): void {
  if (tells(four) & 1) compare(four, at, end);
}

function compare(four: u32, at: u32, end: u32): void {
  let slot = slots + (((four * 0x9e3779b1) >>> (32 - slotBits)) << 3);
  while (load<u32>(slot) != four + 1) {
    if (load<u32>(slot) == 0) return;
    slot += 8;
    if (slot == suspects) slot = slots;
  }
  for (let suspect = load<u32>(slot, 4); suspect != 0; suspect = load<u32>(suspects + (suspect << 3), 4)) {
    const entry = load<u32>(suspects + (suspect << 3));
    const keyword = entry & 0xffff;
    const start = <i32>at + 1 - <i32>(entry >> 16);
    if (standsAt(keyword, start, end) && isFollowed(keyword, start, end)) keywordFound(keyword, start - text);
  }
}

/** Whether what must stand behind a keyword does. */
@inline
function isFollowed(keyword: u32, at: i32, end: u32): bool {
  const entry = load<u32>(keywords + (keyword << 2));
  const wanted = entry >> 24;
  if (wanted == 0) return true;
  const behind = at + (entry & 0xff);
  if (wanted == valueBehind) return valueFollows(behind, end);
  return wanted != passwordBehind || passwordFollows(behind, end);
}

function standsAt(keyword: u32, at: i32, end: u32): bool {
  const entry = load<u32>(keywords + (keyword << 2));
  const length = entry & 0xff;
  const letters = keywordText + ((entry >> 8) & 0xffff);
  if (at < <i32>text || <u32>at + length > end) return false;
  for (let i: u32 = 0; i < length; i++) {
    if (load<u8>(lower + <u32>load<u8>(at + i)) != load<u8>(letters + i)) return false;
  }
  return true;
}
