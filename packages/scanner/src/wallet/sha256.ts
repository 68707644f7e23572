/** The first 32 bits behind the point of a root. */
const fraction = (root: number) => Math.floor((root % 1) * 2 ** 32);
const primes = Array.from({ length: 310 }, (_, index) => index + 2).filter((one) => !hasDivisor(one));

function hasDivisor(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return true;
  return false;
}

// FIPS 180-4, sections 4.2.2 and 5.3.3: the cube roots of the first 64 primes, and the square roots of the first eight.
const constants = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const beginning = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const state = new Uint32Array(8);
const words = new Uint32Array(64);

/**
 * Returns SHA-256 of a text in UTF-8, as hex; `node:crypto` is ten times as fast once it is there, and takes ten
 * milliseconds to get there. For looking up what everybody knows, not for secrets: its time depends on what it is given.
 */
export function sha256(text: string): string {
  const length = Buffer.byteLength(text);
  // A one, zeros, and the length in bits fill up the last block of 64 bytes.
  const bytes = Buffer.alloc((Math.floor((length + 8) / 64) + 1) * 64);
  bytes.write(text);
  bytes[length] = 0x80;
  bytes.writeUInt32BE(length >>> 29, bytes.length - 8);
  bytes.writeUInt32BE((length << 3) >>> 0, bytes.length - 4);

  state.set(beginning);
  for (let at = 0; at < bytes.length; at += 64) mixIn(bytes, at);
  let digits = '';
  for (const word of state) digits += word.toString(16).padStart(8, '0');
  return digits;
}

/** Section 6.2.2. Plain assignments and no calls: it is as quick before the compiler comes as it can be. */
function mixIn(bytes: Uint8Array, at: number): void {
  for (let i = 0, from = at; i < 16; i++, from += 4) {
    words[i] =
      ((bytes[from] as number) << 24) |
      ((bytes[from + 1] as number) << 16) |
      ((bytes[from + 2] as number) << 8) |
      (bytes[from + 3] as number);
  }
  for (let i = 16; i < 64; i++) {
    const p = words[i - 15] as number;
    const q = words[i - 2] as number;
    const first = ((p >>> 7) | (p << 25)) ^ ((p >>> 18) | (p << 14)) ^ (p >>> 3);
    const second = ((q >>> 17) | (q << 15)) ^ ((q >>> 19) | (q << 13)) ^ (q >>> 10);
    words[i] = (words[i - 16] as number) + first + (words[i - 7] as number) + second;
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let i = 0; i < 64; i++) {
    const low = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const high = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const one = (h + low + ((e & f) ^ (~e & g)) + (constants[i] as number) + (words[i] as number)) | 0;
    const two = (high + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
}
