import type { Alphabet, RunRule } from './rule.ts';

/** One maximal run of an alphabet, without what belongs to its surroundings, for one rule that it fits. */
export type RunFound = (rule: RunRule, start: number, end: number) => void;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const alphanumeric = `${letters}0123456789`;

export const characters: Readonly<Record<Alphabet, string>> = {
  hex: '0123456789abcdefABCDEF',
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  alphanumeric,
  base64: `${alphanumeric}+/`,
  base64url: `${alphanumeric}-_`,
  uuid: '0123456789abcdefABCDEF-',
};

const isPadded: ReadonlySet<Alphabet> = new Set(['base64', 'base64url']);
/** A run of these inside a longer word is a piece of something else. */
const standsAlone: ReadonlySet<Alphabet> = new Set(['hex', 'base58', 'uuid']);

/** Which of the 256 bytes belong to an alphabet. */
export const tableOf = (members: string) => {
  const table = new Uint8Array(256);
  for (const character of members) table[character.charCodeAt(0)] = 1;
  return table;
};
const word = tableOf(alphanumeric);
const hexDigit = tableOf(characters.hex);
/** The letters that stand for a character after a backslash: `\n`, `\t`. */
const escapes = tableOf('bfnrtv');

const [equals, backslash, percent, x, zero] = [0x3d, 0x5c, 0x25, 0x78, 0x30];

/**
 * Calls `found` for every maximal run of members in a range that is at least that long. None can hide between two places
 * that far apart, so it looks at the farther one first, and most bytes are never looked at.
 */
export function sweepRuns(
  bytes: Uint8Array,
  { member, least, from = 0, to = bytes.length }: Wanted,
  found: (start: number, end: number) => void,
): void {
  // From `start` up to `good`, every byte is known to be a member.
  let start = from;
  let good = from;
  for (let at = start + least - 1; at < to; at = start + least - 1) {
    let before = at;
    while (before >= good && member[bytes[before] as number] === 1) before--;
    if (before >= good) {
      start = before + 1;
      good = at + 1;
      continue;
    }
    let end = at + 1;
    while (end < to && member[bytes[end] as number] === 1) end++;
    found(start, end);
    start = end + 1;
    good = start;
  }
}

export interface Wanted {
  readonly member: Uint8Array;
  readonly least: number;
  readonly from?: number;
  readonly to?: number;
}

/** The characters of every alphabet: a run of one of them lies in a run of these. */
const anyMember = tableOf(`${alphanumeric}+/_-`);

/** Finds the runs of all alphabets: first those of any character, which few bytes are part of, then each alphabet's in them. */
export class RunSweeps {
  readonly #sweeps: readonly RunSweep[];
  readonly #least: number;

  constructor(rules: readonly RunRule[]) {
    const alphabets = [...new Set(rules.map(({ runs }) => runs.alphabet))];
    this.#sweeps = alphabets.map(
      (alphabet) =>
        new RunSweep(
          alphabet,
          rules.filter(({ runs }) => runs.alphabet === alphabet),
        ),
    );
    this.#least = Math.min(...this.#sweeps.map(({ least }) => least));
  }

  /** `longRun` hears of every run of any character that is at least so long. */
  search(bytes: Uint8Array, found: RunFound, longRun?: LongRun): void {
    const least = Math.min(this.#least, longRun?.least ?? this.#least);
    if (!Number.isFinite(least)) return;
    sweepRuns(bytes, { member: anyMember, least }, (start, end) => {
      for (const sweep of this.#sweeps) if (end - start >= sweep.least) sweep.search(bytes, start, end, found);
      if (longRun && end - start >= longRun.least) longRun.found(start, end);
    });
  }
}

export interface LongRun {
  readonly least: number;
  readonly found: (start: number, end: number) => void;
}

interface Fitting {
  readonly rule: RunRule;
  readonly first: Uint8Array | undefined;
}

/** Finds the runs of one alphabet for all rules that ask for it. */
class RunSweep {
  readonly #member: Uint8Array;
  readonly #alphabet: Alphabet;
  /** The rules for each length: those that take any run, and those that take one with a digit. */
  readonly #plain: readonly (readonly Fitting[])[];
  readonly #digital: readonly (readonly Fitting[])[];
  readonly least: number;

  constructor(alphabet: Alphabet, rules: readonly RunRule[]) {
    this.#alphabet = alphabet;
    this.#member = tableOf(characters[alphabet]);
    const all = rules.map((rule) => ({
      rule,
      first: rule.runs.begins === undefined ? undefined : tableOf(rule.runs.begins),
    }));
    const lengths = Array.from(
      { length: Math.max(...rules.map(({ runs }) => runs.lengths[1])) + 1 },
      (_, length) => length,
    );
    const fitting = lengths.map((length) =>
      all.filter(({ rule }) => length >= rule.runs.lengths[0] && length <= rule.runs.lengths[1]),
    );
    this.#digital = fitting;
    this.#plain = fitting.map((those) => those.filter(({ rule }) => rule.runs.withDigit !== true));
    // The padding is not a member.
    const shortest = Math.min(...rules.map(({ runs }) => runs.lengths[0])) - (isPadded.has(alphabet) ? 2 : 0);
    this.least = Math.max(1, shortest);
  }

  /** Calls `found` for every run that a rule may want, from left to right. */
  search(bytes: Uint8Array, from: number, to: number, found: RunFound): void {
    sweepRuns(bytes, { member: this.#member, least: this.least, from, to }, (start, end) => {
      this.#offer(bytes, start, end, found);
    });
  }

  #offer(bytes: Uint8Array, from: number, to: number, found: RunFound): void {
    const start = from + surroundingsBefore(bytes, from);
    let end = to;
    if (isPadded.has(this.#alphabet)) while (end < to + 2 && bytes[end] === equals) end++;
    const digital = this.#digital[end - start];
    if (digital === undefined || digital.length === 0) return;
    const plain = this.#plain[end - start] ?? [];
    const those = plain.length === digital.length || hasDigit(bytes, start, end) ? digital : plain;
    if (those.length === 0 || (standsAlone.has(this.#alphabet) && !isAlone(bytes, start, end))) return;
    if (this.#alphabet === 'uuid' && !isUuid(bytes, start, end)) return;
    for (const { rule, first } of those) if (!first || first[bytes[start] as number] === 1) found(rule, start, end);
  }
}

function hasDigit(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x30 && byte <= 0x39) return true;
  }
  return false;
}

/** How many of a run's first characters are the end of an escape (`\n`, `%3D`) that was written before it. */
function surroundingsBefore(bytes: Uint8Array, start: number): number {
  if (start === 0) return 0;
  const before = bytes[start - 1] as number;
  if (before === backslash && escapes[bytes[start] as number] === 1) return 1;
  if (before !== percent) return 0;
  return hexDigit[bytes[start] as number] === 1 && hexDigit[bytes[start + 1] as number] === 1 ? 2 : 0;
}

function isAlone(bytes: Uint8Array, start: number, end: number): boolean {
  if (end < bytes.length && word[bytes[end] as number] === 1) return false;
  const before = start === 0 ? 0 : (bytes[start - 1] as number);
  if (word[before] === 0) return true;
  const beforeThat = start === 1 ? 0 : (bytes[start - 2] as number);
  // `0x` is how hex is written; `\n` ends before the run, and so does `%3D`, whose digits are members of most alphabets.
  if ((before | 0x20) === x && beforeThat === zero) return start === 2 || word[bytes[start - 3] as number] === 0;
  if (beforeThat === backslash) return escapes[before] === 1;
  return start > 2 && bytes[start - 3] === percent && hexDigit[before] === 1 && hexDigit[beforeThat] === 1;
}

const dashes = [8, 13, 18, 23];
const dash = 0x2d;

function isUuid(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 36) return false;
  for (let i = 0; i < 36; i++) if ((bytes[start + i] === dash) !== dashes.includes(i)) return false;
  return true;
}
