import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Judged } from './score.ts';

/** Where the results stay between runs; the history never sees it. */
const placeOf = (room: string, source: string): string => join(room, '.state/mutation', `${source}.json`);

/** Of the source and of the tests that judge it: a result holds for as long as these say the same. */
export function fingerprintOf(room: string, source: string, tests: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of [`src/${source}`, ...tests.map((test) => `test/${test}.test.ts`)]) {
    hash.update(`${path}\n`).update(readFileSync(join(room, path)));
  }
  return hash.digest('hex');
}

export function keep(room: string, fingerprint: string, judged: Judged): void {
  const place = placeOf(room, judged.source);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, JSON.stringify({ fingerprint, judged }));
}

/** What was found out about this very text, or undefined when there is nothing or it is about another. */
export function keptOf(room: string, fingerprint: string, source: string): Judged | undefined {
  let text: string;
  try {
    text = readFileSync(placeOf(room, source), 'utf8');
  } catch {
    return undefined;
  }
  const kept = JSON.parse(text) as { readonly fingerprint: string; readonly judged: Judged };
  return kept.fingerprint === fingerprint ? kept.judged : undefined;
}
