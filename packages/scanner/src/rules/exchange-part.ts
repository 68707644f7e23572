import { alphabets } from '../judge/draw.ts';
import type { Label } from '../judge/label.ts';
import type { Alphabet } from '../judge/rule.ts';

/** One of the things that an exchange hands out, and the shape by which it is known. */
export interface Part {
  readonly part: Label;
  /** What the rule is called after, where one exchange has two kinds of the same part. */
  readonly form?: string;
  /** The shape of the value alone, without what must stand around it. */
  readonly shape: RegExp;
  /** The runs to look at; undefined for what no run can hold: passphrases that people choose, and very short ids. */
  readonly runs:
    | { readonly alphabet: Alphabet; readonly lengths: readonly [number, number]; readonly begins?: string }
    | undefined;
  /**
   * alone: nothing else looks like it. near: beside the exchange's name it needs no label. named: ids and hashes share
   * its shape, so a label must stand before it, or its other half beside it.
   */
  readonly needs: 'alone' | 'near' | 'named';
  /** How a sample is drawn: pieces of an alphabet, and what stands between them as it is. */
  readonly sample: readonly (readonly [alphabet: string, length: number] | string)[];
}

export const { alphanumeric, base64, hex, upperHex } = alphabets;
const base64url = `${alphanumeric}-_`;
export const lowerAlphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const upperAlphanumeric = lowerAlphanumeric.toUpperCase();

type Needs = Part['needs'];
type Lengths = readonly [least: number, most: number];

export const letters = (part: Label, least: number, most: number, needs: Needs): Part => ({
  part,
  shape: new RegExp(`^[A-Za-z0-9]{${least},${most}}$`),
  runs: { alphabet: 'alphanumeric', lengths: [least, most] },
  needs,
  sample: [[alphanumeric, least]],
});

export const url64 = (part: Label, [least, most]: Lengths, needs: Needs, prefix = '', drawn = least): Part => ({
  part,
  shape: new RegExp(`^${prefix}[A-Za-z0-9_-]{${least},${most}}$`),
  runs: { alphabet: 'base64url', lengths: [least + plainLength(prefix), most + plainLength(prefix)] },
  needs,
  sample: prefix === '' ? [[base64url, drawn]] : [prefix, [alphanumeric, drawn]],
});

const plainLength = (prefix: string) => prefix.length;

export const hexes = (part: Label, [least, most]: Lengths, needs: Needs, letter: 'a-f' | 'A-F' = 'a-f'): Part => ({
  part,
  shape: new RegExp(`^[0-9${letter}]{${least},${most}}$`),
  runs: { alphabet: 'hex', lengths: [least, most] },
  needs,
  sample: [[letter === 'a-f' ? hex : upperHex, least]],
});

export const padded = (part: Label, [least, most]: Lengths, padding: '' | '=' | '==', needs: Needs): Part => ({
  part,
  shape: new RegExp(`^[A-Za-z0-9+/]{${least},${most}}${padding}$`),
  runs: { alphabet: 'base64', lengths: [least + padding.length, most + padding.length] },
  needs,
  sample: [[base64, least], padding],
});

export const uuids = (part: Label): Part => ({
  part,
  shape: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  runs: { alphabet: 'uuid', lengths: [36, 36] },
  needs: 'named',
  sample: [[hex, 8], '-', [hex, 4], '-4', [hex, 3], '-a', [hex, 3], '-', [hex, 12]],
});

export const chosen: Part = {
  part: 'passphrase',
  shape: /^[^\s"'`,;\\<>]{6,64}$/,
  runs: undefined,
  needs: 'named',
  sample: [[alphanumeric, 9], '!', ['0123456789', 1]],
};

/** Groups between dashes, such as 8-8-8-5. */
export const grouped = (part: Label, letter: string, alphabet: string, lengths: readonly Lengths[]): Part => ({
  part,
  shape: new RegExp(`^${lengths.map(([least, most]) => `${letter}{${least},${most}}`).join('-')}$`),
  runs: {
    alphabet: 'base64url',
    lengths: [
      lengths.reduce((sum, [least]) => sum + least, lengths.length - 1),
      lengths.reduce((sum, [, most]) => sum + most, lengths.length - 1),
    ],
  },
  needs: 'alone',
  sample: lengths.flatMap(([least], index) => [...(index === 0 ? [] : ['-']), [alphabet, least] as const]),
});
