import { twoDigitsAt } from './escape.ts';

/** A piece of a text. */
export interface Zone {
  readonly from: number;
  to: number;
}

/** What names a value stands before it, and may be an exchange's name. */
const [before, behind] = [400, 200];

/** Returns the pieces of a text around its telling escapes that name something: only there are escapes worth opening. */
export function zonesOf(bytes: Uint8Array, places: readonly number[]): readonly Zone[] {
  const zones: Zone[] = [];
  let last: Zone | undefined;
  for (const at of places) {
    const [from, to] = [Math.max(0, at - before), Math.min(bytes.length, at + behind)];
    if (last && from <= last.to) last.to = to;
    else {
      last = { from, to };
      zones.push(last);
    }
  }
  return zones.filter((zone) => hasName(bytes, zone));
}

const names = /key|secret|pass|token|priv|pwd|auth|mnemonic/i;
const longestName = 8;

const opened = Buffer.alloc(1 << 15);
const [backslash, percent, zero, letterU, letterX] = [0x5c, 0x25, 0x30, 0x75, 0x78];

/** Opens escapes roughly, and looks for a name every time the room for it is full: most zones have one early. */
function hasName(bytes: Uint8Array, { from, to }: Zone): boolean {
  let length = 0;
  for (let at = from; at < to; ) {
    const size = lengthOfSign(bytes, at);
    const code = size > 0 && at + size + 2 <= to ? twoDigitsAt(bytes, at + size) : 0;
    opened[length++] = code === 0 ? (bytes[at] as number) : code;
    at += code === 0 ? 1 : size + 2;
    if (length < opened.length) continue;
    if (names.test(opened.toString('latin1'))) return true;
    opened.copyWithin(0, length - longestName, length);
    length = longestName;
  }
  return names.test(opened.toString('latin1', 0, length));
}

/** How long that is which stands before the two digits of an escape. */
function lengthOfSign(bytes: Uint8Array, at: number): number {
  const sign = bytes[at];
  if (sign === percent) return 1;
  if (sign !== backslash) return 0;
  const next = (bytes[at + 1] ?? 0) | 0x20;
  if (next === letterX) return 2;
  return next === letterU && bytes[at + 2] === zero && bytes[at + 3] === zero ? 4 : 0;
}
