import { keywords, keywordText, mostSuspects, pairTells, slotBits, slots, suspects, telling } from './layout';

/** Suspects are counted from 1: 0 ends a row of them. */
let entered: u32 = 0;
let filled: u32 = 0;

/**
 * Enters the keywords that the host has written: for each of them the four characters that tell most, and the way back
 * from these. Returns false when there is no room for all of them.
 */
export function enterKeywords(count: u32): bool {
  entered = 0;
  filled = 0;
  for (let keyword: u32 = 0; keyword < count; keyword++) {
    const entry = load<u32>(keywords + (keyword << 2));
    const letters = keywordText + ((entry >> 8) & 0xffff);
    // Pairs are read at even places, and the keyword may begin at an odd one.
    if (!enter(keyword, letters, entry & 0xff, 0) || !enter(keyword, letters, entry & 0xff, 1)) return false;
  }
  return true;
}

function enter(keyword: u32, letters: u32, length: u32, side: u32): bool {
  // At an odd place a short keyword fills but three of four, and the first is the character before it.
  let best: i32 = side == 0 ? 0 : -1;
  let most: u32 = 0;
  for (let at = side; at + 4 <= length; at += 2) {
    const tells = tellsOf(letters + at);
    if (tells > most) {
      best = at;
      most = tells;
    }
  }
  let four: u32 = 0;
  let open: i32 = -1;
  for (let i: i32 = 0; i < 4; i++) {
    const at = best + i;
    const isThere = at >= 0 && <u32>at < length;
    if (!isThere) open = 15 - 5 * i;
    four = (four << 5) | (isThere ? <u32>load<u8>(letters + at) & 31 : 0);
  }
  if (open < 0) return enterFour(four, keyword, best);
  for (let other: u32 = 0; other < 32; other++) if (!enterFour(four | (other << open), keyword, best)) return false;
  return true;
}

/** How much four characters tell: frequent pairs little, two of one kind hardly anything. */
function tellsOf(at: u32): u32 {
  let tells: u32 = 0;
  for (let i: u32 = 0; i < 3; i++) {
    const one = <u32>load<u8>(at + i);
    const next = <u32>load<u8>(at + i + 1);
    if (one == next) tells += 10;
    else if (one - 97 < 26 && next - 97 < 26) tells += load<u8>(pairTells + (one - 96) * 32 + (next - 96));
    else tells += 120;
  }
  return tells;
}

function enterFour(four: u32, keyword: u32, offset: i32): bool {
  let slot: u32 = (four * 0x9e3779b1) >>> (32 - slotBits);
  while (load<u32>(slots + (slot << 3)) != 0 && load<u32>(slots + (slot << 3)) != four + 1) {
    slot = (slot + 1) & ((1 << slotBits) - 1);
  }
  const place = slots + (slot << 3);
  if (load<u32>(place) == 0) {
    // Half full at most, so that a search ends soon.
    if (++filled > 1 << (slotBits - 1)) return false;
    store<u32>(place, four + 1);
    store<u8>(telling + (four >> 3), load<u8>(telling + (four >> 3)) | (<u8>1 << (<u8>four & 7)));
  }
  if (++entered >= mostSuspects) return false;
  store<u32>(suspects + (entered << 3), keyword | (<u32>(offset + 1) << 16));
  store<u32>(suspects + (entered << 3), load<u32>(place, 4), 4);
  store<u32>(place, entered, 4);
  return true;
}
