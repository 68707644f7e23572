import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodingsOf, Secret } from '@gatehouse/secrets';

/** As little of a value as could still be of use to somebody; also the shortest value that can be looked for. */
const piece = 10;

const formsOf = (value: string): readonly string[] => [
  ...encodingsOf(Secret.of(value)).map((bytes) => Buffer.from(bytes).toString('latin1')),
  [...value].reverse().join(''),
];

/** Returns where any ten characters of any form of any value stand, as `place: name of the value`. */
export function sightings(
  places: ReadonlyMap<string, string>,
  values: Readonly<Record<string, string>>,
): readonly string[] {
  const names = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    for (const form of formsOf(value)) for (const part of piecesOf(form)) names.set(part, name);
  }
  return [...places].flatMap(([place, text]) => {
    const seen = new Set(piecesOf(text).flatMap((part) => names.get(part) ?? []));
    return [...seen].map((name) => `${place}: ${name}`);
  });
}

const piecesOf = (text: string) =>
  Array.from({ length: Math.max(0, text.length - piece + 1) }, (_, at) => text.slice(at, at + piece));

/** Every file below a folder, by its path. */
export function filesBelow(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file, readFileSync(file, 'latin1')];
    }),
  );
}
