import type { Environment } from '../git/git.ts';
import { printable } from '../text/printable.ts';
import type { FoundKey } from './found-keys.ts';

/** What an exchange says about a key, once it was asked. */
export interface LiveVerdict {
  /** dead: the exchange itself says that there is no such key. unknown: anything else that is no plain yes. */
  readonly state: 'live' | 'dead' | 'unknown';
  /** What it may do, in words, and what the exchange does not tell; empty unless live. */
  readonly can: readonly string[];
  readonly unclear: readonly string[];
  /** One sentence, without a value. */
  readonly says: string;
}

interface World {
  readonly env: Environment;
  readonly now: () => Date;
}

/**
 * Asks the exchange. The scanner knows no exchange: who can ask one is composed from outside (`--verifier`). Never
 * throws; reaches the network for this one question and for nothing else.
 */
export type VerifyKey = (key: FoundKey, world: World) => Promise<LiveVerdict>;

/** A person at a terminal. */
export interface Person {
  readonly ask: (question: string) => Promise<string>;
  readonly tell: (text: string) => void;
}

export interface Asked {
  readonly key: FoundKey;
  /** Absent: the person did not say yes. */
  readonly verdict?: LiveVerdict;
}

/** Asks about each key, after a typed yes for that key; no other word will do. */
export async function verifyEach(
  keys: readonly FoundKey[],
  verifyKey: VerifyKey,
  { person, world }: { readonly person: Person; readonly world: World },
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  for (const [index, key] of keys.entries()) {
    person.tell(`\n${introduce(key, `Key ${index + 1} of ${keys.length}`)}\n`);
    if (key.fields.get('secret') === undefined) {
      person.tell(
        'No secret was found that belongs to it (a PEM key is never used), so nothing is asked. Revoke it all the same.\n',
      );
      asked.push({ key });
      continue;
    }
    const answer = await person.ask(`Ask ${key.title} about it, with a signed request from this machine? Type yes: `);
    if (answer.trim() !== 'yes') {
      person.tell('Not asked.\n');
      asked.push({ key });
      continue;
    }
    const verdict = await verifyKey(key, world);
    person.tell(`${headlineOf(verdict)} ${printable(verdict.says)}\n`);
    asked.push({ key, verdict });
  }
  return asked;
}

export const introduce = ({ title, finding, places }: FoundKey, which: string) =>
  `${which}: ${title}, fingerprint ${finding.fingerprint.slice(0, 12)}, at ${placeOf(finding)}${others(places.length - 1)}`;

const placeOf = ({ path, line, commit }: FoundKey['finding']) =>
  `${printable(path)}:${line}${commit === undefined ? '' : ` (commit ${commit})`}`;

const others = (count: number) => (count > 0 ? ` and ${count} more ${count === 1 ? 'place' : 'places'}` : '');

/** The verdict in capitals and a few words. */
export function headlineOf({ state, can, unclear }: LiveVerdict): string {
  if (state === 'dead') return 'DEAD.';
  if (state === 'unknown') return 'NOT KNOWN, so treat it as live.';
  const may = can.length > 0 ? `it can ${listed(can)}` : 'it can do nothing that is known';
  return `LIVE: ${may}${unclear.length > 0 ? `; whether it can ${listed(unclear)} is not told` : ''}.`;
}

const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
