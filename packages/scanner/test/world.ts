import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alphabets, type Draw } from '../src/judge/draw.ts';

/** One text of somebody's repository, where it stands, and between angle brackets what is drawn. */
export interface World {
  readonly name: string;
  readonly path: string;
  readonly template: string;
}

export interface Written {
  readonly text: string;
  /** What must be found in it. */
  readonly secrets: readonly string[];
}

/** The texts of a file of `world/`, each behind a line `=== name | path`. */
export function worldsIn(file: string): readonly World[] {
  const [, ...blocks] = readFileSync(join(import.meta.dirname, 'world', file), 'utf8').split(/^=== /m);
  return blocks.map((block) => {
    const [, name = '', path = '', template = ''] = /^(.*) \| (.*)\n([\s\S]*)$/.exec(block) ?? [];
    return { name, path, template };
  });
}

const { hex, upperHex, alphanumeric, base64 } = alphabets;
const letters: Readonly<Record<string, string>> = {
  letters: alphanumeric,
  hex,
  upperHex,
  base64,
  url: `${alphanumeric}-_`,
  base58: alphanumeric.replace(/[0OIl]/g, ''),
  digits: '0123456789',
};

const placeholder = new RegExp(`<(~?)(uuid|chosen|${Object.keys(letters).join('|')})(?: (\\d+))?>`, 'g');

/** Fills the brackets: `<hex 32>` is a secret of 32 digits, `<~hex 32>` the same and none. */
export function written({ template }: World, draw: Draw): Written {
  const secrets: string[] = [];
  const text = template.replace(placeholder, (_, mark: string, kind: string, length: string) => {
    const value = drawn(draw, kind, Number(length));
    if (mark === '') secrets.push(value);
    return value;
  });
  return { text, secrets };
}

function drawn(draw: Draw, kind: string, length: number): string {
  if (kind === 'uuid') return draw.uuid();
  if (kind === 'chosen') return chosen(draw);
  const alphabet = letters[kind];
  if (alphabet === undefined) throw new Error(`There is no alphabet called ${kind}.`);
  return draw.text(alphabet, length);
}

/** As a person makes one up: a syllable, a mark and a number. */
const chosen = (draw: Draw) =>
  [
    draw.text('BCDFGHKMNPRST', 1),
    draw.text('aeiou', 1),
    draw.text('bcdfghkmnprst', 3),
    draw.text('!#@_-', 1),
    String(100 + draw.number(900)),
  ].join('');
