import { hexDigit, sixBits } from './layout';
import { nextRun, runEnd } from './run';

const shortestHex: u32 = 40;

/** Whether a run may be text in base64, or holds a run that may be text in hex. Most are hashes or names, and end here. */
export function mayEncode(start: u32, end: u32): bool {
  if (startsAsText(start, end)) return true;
  let from = start;
  while (from < end) {
    const at = nextRun(hexDigit, shortestHex, from, end);
    if (at == end) return false;
    if ((runEnd - at) % 2 == 0 && startsAsHexText(at)) return true;
    from = runEnd + 1;
  }
  return false;
}

/** Judges the first twelve bytes as UTF-8, or as many as a shorter run has. */
function startsAsText(start: u32, end: u32): bool {
  let following: u32 = 0;
  for (let at = start; at < start + 16 && at + 4 <= end; at += 4) {
    const three = (bitsAt(at) << 18) | (bitsAt(at + 1) << 12) | (bitsAt(at + 2) << 6) | bitsAt(at + 3);
    for (let shift: i32 = 16; shift >= 0; shift -= 8) {
      const byte = (three >> shift) & 255;
      if (following > 0) {
        if ((byte & 0xc0) != 0x80) return false;
        following--;
      } else if (byte < 0x80) {
        // Zeros are left to the host: UTF-16 has them.
        if (byte < 32 && byte != 0 && byte != 9 && byte != 10 && byte != 13) return false;
      } else {
        if (byte < 0xc2 || byte > 0xf4) return false;
        following = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      }
    }
  }
  return true;
}

@inline
function bitsAt(at: u32): u32 {
  return load<u8>(sixBits + <u32>load<u8>(at));
}

/** Text in hex has 2 to 7 in front of every second digit. */
function startsAsHexText(start: u32): bool {
  for (let at = start; at < start + 16; at += 2) {
    const first = load<u8>(at);
    if (first < 0x32 || first > 0x37) return false;
  }
  return true;
}
