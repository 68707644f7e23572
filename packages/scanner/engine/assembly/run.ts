import { membersAt } from './members';

/** Where the run that was found last ends. */
export let runEnd: u32 = 0;

/**
 * Returns where the first unbroken run of at least `least` members (16 or more) begins, or `to`. None can hide between two
 * places that far apart, so it looks at the sixteen bytes before the farther one, and many bytes are never looked at.
 */
export function nextLongRun(set: u32, least: u32, from: u32, to: u32): u32 {
  const low = v128.load(set);
  const high = v128.load(set, 16);
  let start = from;
  while (start + least <= to) {
    // Backwards from where a run from `start` on would be long enough.
    let block = start + least - 16;
    let missing = ~membersAt(block, low, high) & 0xffff;
    while (missing == 0 && block > start) {
      block = max(start, block - 16);
      missing = ~membersAt(block, low, high) & 0xffff;
    }
    if (missing != 0) {
      start = block + 32 - clz(missing);
      continue;
    }
    let end = start + least;
    missing = ~membersAt(end, low, high) & 0xffff;
    while (missing == 0 && end < to) {
      end += 16;
      missing = ~membersAt(end, low, high) & 0xffff;
    }
    runEnd = min(end + ctz(missing), to);
    return start;
  }
  return to;
}

/** The same for short runs, byte by byte; `member` has a byte for each of the 256. */
export function nextRun(member: u32, least: u32, from: u32, to: u32): u32 {
  let start = from;
  // From `start` up to `good`, every byte is known to be a member.
  let good = from;
  for (let at = start + least - 1; at < to; at = start + least - 1) {
    let before = at;
    while (before >= good && load<u8>(member + <u32>load<u8>(before))) before--;
    if (before >= good) {
      start = before + 1;
      good = at + 1;
      continue;
    }
    let end = at + 1;
    while (end < to && load<u8>(member + <u32>load<u8>(end))) end++;
    runEnd = end;
    return start;
  }
  return to;
}
