import * as at from '../../engine/assembly/layout.ts';
import { followBitsOf, letterBits } from '../judge/randomness.ts';
import type { Alphabet, RunRule } from '../judge/rule.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const alphanumeric = `${letters}0123456789`;
const hex = '0123456789abcdefABCDEF';

const characters: Readonly<Record<Alphabet, string>> = {
  hex,
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  alphanumeric,
  base64: `${alphanumeric}+/`,
  base64url: `${alphanumeric}-_`,
  uuid: `${hex}-`,
};

/** In the order in which the engine counts them. */
const alphabets = Object.keys(characters) as readonly Alphabet[];

const [isPadded, standsAlone, isUuid, isWide, hasNoPlus, hasNoDash] = [1, 2, 4, 8, 16, 32];
/** A run of some of these inside a longer word is a piece of something else. */
const flags: Readonly<Record<Alphabet, number>> = {
  hex: standsAlone,
  base58: standsAlone,
  alphanumeric: isWide | hasNoPlus | hasNoDash,
  base64: isPadded | isWide | hasNoDash,
  base64url: isPadded | isWide | hasNoPlus,
  uuid: standsAlone | isUuid,
};

/** Which of the 256 bytes belong to an alphabet. */
export function tableOf(members: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of members) table[character.charCodeAt(0)] = 1;
  return table;
}

export const hexDigits = tableOf(hex);

/** A set of ASCII characters as the engine reads it, sixteen bytes of a text at a time; see members.ts there. */
export function setOf(members: string): Uint8Array {
  const set = new Uint8Array(32);
  for (const character of members) {
    const code = character.charCodeAt(0);
    set[code & 15] = (set[code & 15] ?? 0) | (1 << (code >> 4));
    set[16 + (code >> 4)] = 1 << (code >> 4);
  }
  return set;
}

/** A rule, and the characters that its runs may begin with, and stand behind. */
export interface Fitting {
  readonly rule: RunRule;
  readonly first: Uint8Array | undefined;
  readonly behind: Uint8Array | undefined;
  /** The way in which the rule asks, as the engine counts it. */
  readonly wanted: number;
}

/** The way back from a run to the rules that want to hear of it. */
export class RunTable {
  /** By alphabet, in the engine's count. */
  readonly #rules: readonly (readonly RunRule[])[];
  /** By alphabet and length; made when such a run is first found. */
  readonly #fitting: (readonly Fitting[])[][] = alphabets.map(() => []);
  /** The shortest run that anybody wants to hear of; 0 where nobody does. */
  readonly least: number;

  constructor(rules: readonly RunRule[]) {
    this.#rules = alphabets.map((alphabet) => rules.filter(({ runs }) => runs.alphabet === alphabet));
    const leasts = this.#rules.flatMap((those, index) =>
      those.length === 0 ? [] : [leastOf(those, alphabets[index])],
    );
    this.least = leasts.length === 0 ? 0 : Math.min(...leasts);
  }

  fitting(alphabet: number, length: number): readonly Fitting[] {
    const byLength = this.#fitting[alphabet] ?? [];
    const known = byLength[length];
    if (known) return known;
    const those = (this.#rules[alphabet] ?? [])
      .filter(({ runs }) => length >= runs.lengths[0] && length <= runs.lengths[1])
      .map(fittingFor);
    byLength[length] = those;
    return those;
  }
}

const tableFor = (members: string | undefined) => (members === undefined ? undefined : tableOf(members));

function fittingFor(rule: RunRule): Fitting {
  const { begins, behind } = rule.runs;
  return { rule, first: tableFor(begins), behind: tableFor(behind), wanted: wantedBy(rule) };
}

/** The shortest run of one alphabet, without the padding, which is no member. */
function leastOf(rules: readonly RunRule[], alphabet: Alphabet | undefined): number {
  const padding = alphabet !== undefined && flags[alphabet] & isPadded ? 2 : 0;
  return Math.max(1, Math.min(...rules.map(({ runs }) => runs.lengths[0])) - padding);
}

/** Writes what the search of runs reads. */
export function writeRuns(rules: readonly RunRule[], memory: Uint8Array): void {
  for (const [place, members] of [
    [at.anyMember, `${alphanumeric}+/_-`],
    [at.alphanumeric, alphanumeric],
    [at.hexDigit, hex],
  ] as const)
    memory.set(tableOf(members), place);
  memory.set(setOf(`${alphanumeric}+/_-`), at.anySet);
  memory.set(digitsOfBase64(), at.sixBits);
  memory.set(kindsOfCharacters(), at.kind);
  const numbers = new Float64Array(memory.buffer);
  numbers.set(letterBits, at.letterBits / 8);
  numbers.set(followBitsOf(36), at.followBits / 8);
  numbers.set(followBitsOf(62), at.followBits / 8 + 16);
  numbers.set(followBitsOf(64), at.followBits / 8 + 32);
  numbers.set(followBitsOf(94), at.followBits / 8 + 48);

  const words = new Uint32Array(memory.buffer);
  for (const [index, alphabet] of alphabets.entries()) {
    const those = rules.filter(({ runs }) => runs.alphabet === alphabet);
    memory.set(tableOf(characters[alphabet]), at.members + index * 256);
    words.set(
      [those.length === 0 ? 0xffff_ffff : leastOf(those, alphabet), flags[alphabet]],
      at.alphabets / 4 + index * 2,
    );
    const wanted = at.lengths + index * at.lengthCount;
    for (const rule of those) {
      const [least, most] = rule.runs.lengths;
      if (most >= at.lengthCount) throw new RangeError(`A run of ${most} characters is longer than the engine knows.`);
      const bit = wantedBy(rule);
      for (let place = wanted + least; place <= wanted + most; place++) memory[place] = (memory[place] ?? 0) | bit;
    }
  }
}

/** The ways in which rules ask for runs, as the engine reads them. */
const wantedBy = ({ runs: { withDigit, drawn } }: RunRule) => {
  if (drawn === undefined) return withDigit ? 2 : 1;
  return drawn === 'with marks' ? 16 : withDigit ? 8 : 4;
};

/** The six bits of each base64 digit, of both alphabets. */
function digitsOfBase64(): Uint8Array {
  const digits = new Uint8Array(256);
  for (const [value, character] of [...`${alphanumeric}+/`].entries()) digits[character.charCodeAt(0)] = value;
  for (const [index, character] of [...'-_'].entries()) digits[character.charCodeAt(0)] = 62 + index;
  return digits;
}

const [digit, hexLower, hexUpper, otherLower, otherUpper, other] = [1, 2, 4, 8, 16, 32];

function kindsOfCharacters(): Uint8Array {
  const kinds = new Uint8Array(256).fill(other);
  kinds.fill(digit, 0x30, 0x3a);
  kinds.fill(otherLower, 0x61, 0x7b).fill(hexLower, 0x61, 0x67);
  kinds.fill(otherUpper, 0x41, 0x5b).fill(hexUpper, 0x41, 0x47);
  return kinds;
}
