/**
 * Returns 32 well-mixed bits for a row of integers; the same row gives the same bits on every machine.
 * Chance by place instead of by turn: what happens at minute 7 does not depend on who asked for minute 6.
 */
export function chance(...row: readonly number[]): number {
  let mixed = 0x9e3779b9;
  for (const number of row) {
    // Both halves of the 53 bits that a safe integer can have.
    mixed = mix(mixed ^ (number | 0));
    mixed = mix(mixed ^ Math.floor(number / 0x1_0000_0000));
  }
  return mixed >>> 0;
}

/** Returns an integer from `low` to `high`, both included; the spread must stay below 2^32. */
export function chanceBetween(low: number, high: number, ...row: readonly number[]): number {
  return low + (chance(...row) % (high - low + 1));
}

/** Returns a seed of its own for each name under one seed. */
export function seedFor(seed: number, name: string): number {
  return chance(seed, ...Array.from(name, (letter) => letter.codePointAt(0) ?? 0));
}

/** Returns `length` letters and digits: the look of an id that an exchange makes up. */
export function seededName(length: number, ...row: readonly number[]): string {
  const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  return Array.from({ length }, (_, place) => letters[chance(...row, place) % letters.length]).join('');
}

/** Chris Wellons' lowbias32: a bijection on 32 bits in which every input bit moves every output bit. */
function mix(bits: number): number {
  let mixed = bits;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
