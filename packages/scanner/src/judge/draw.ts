/** Draws sample texts from a seed: the same seed gives the same secrets, and none of them is anybody's. */
export interface Draw {
  /** A whole number from 0 up to, and without, `below`. */
  number(below: number): number;
  /** `length` characters of an alphabet. */
  text(alphabet: string, length: number): string;
  uuid(): string;
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

export const alphabets = {
  hex: `${digits}abcdef`,
  upperHex: `${digits}ABCDEF`,
  alphanumeric: lower + lower.toUpperCase() + digits,
  base64: `${lower}${lower.toUpperCase()}${digits}+/`,
};

/** Mulberry32: small, even enough for samples, and not for secrets. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const number = (below: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  const text = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet.charAt(number(alphabet.length))).join('');
  const uuid = () =>
    [text(alphabets.hex, 8), text(alphabets.hex, 4), `4${text(alphabets.hex, 3)}`, `a${text(alphabets.hex, 3)}`]
      .concat(text(alphabets.hex, 12))
      .join('-');
  return { number, text, uuid };
}
