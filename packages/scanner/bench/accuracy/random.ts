import { createHash } from 'node:crypto';

/** Everything that is drawn comes from a seed in words: the same words give the same corpus. */
export interface Random {
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  some<T>(list: readonly T[], count: number): T[];
  bytes(length: number): Buffer;
  text(alphabet: string, length: number): string;
  hex(length: number): string;
  alphanumeric(length: number): string;
  base64(bytes: number): string;
  uuid(): string;
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
export const alphanumericCharacters = `${lower}${lower.toUpperCase()}0123456789`;

/** SHA-256 over a counter: slow beside a counter's mixing, and even in every bit, which sample keys must be. */
export function randomFrom(seed: string): Random {
  let counter = 0;
  let pool = Buffer.alloc(0);
  const bytes = (length: number) => {
    const parts = [pool];
    let held = pool.length;
    while (held < length) {
      const more = createHash('sha256').update(`${seed}\0${counter++}`).digest();
      parts.push(more);
      held += more.length;
    }
    const all = Buffer.concat(parts);
    pool = all.subarray(length);
    return Buffer.from(all.subarray(0, length));
  };
  const below = (limit: number) => Math.floor((bytes(6).readUIntBE(0, 6) / 2 ** 48) * limit);
  const pick = <T>(list: readonly T[]): T => {
    const one = list[below(list.length)];
    if (one === undefined) throw new RangeError('Nothing can be drawn from an empty list.');
    return one;
  };
  const some = <T>(list: readonly T[], count: number) => {
    const left = [...list];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(below(left.length), 1)).flat();
  };
  const text = (alphabet: string, length: number) => {
    const drawn = bytes(length * 2);
    return Array.from({ length }, (_, at) => alphabet.charAt(drawn.readUInt16LE(at * 2) % alphabet.length)).join('');
  };
  const uuid = () => {
    const raw = bytes(16);
    raw.writeUInt8((raw.readUInt8(6) & 0x0f) | 0x40, 6);
    raw.writeUInt8((raw.readUInt8(8) & 0x3f) | 0x80, 8);
    return raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
  return {
    below,
    pick,
    some,
    bytes,
    text,
    uuid,
    chance: (share) => below(1_000_000) < share * 1_000_000,
    hex: (length) =>
      bytes(Math.ceil(length / 2))
        .toString('hex')
        .slice(0, length),
    alphanumeric: (length) => text(alphanumericCharacters, length),
    base64: (length) => bytes(length).toString('base64'),
  };
}
