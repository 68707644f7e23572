import { type CredentialField, Secret } from '@gatehouse/secrets';
import type { Finding, HeldFinding } from './finding.ts';
import type { Label } from './label.ts';
import { exchanges } from './rules/exchange-table.ts';

/** A key of an exchange with what was found to belong to it: enough to ask the exchange about it. */
export interface FoundKey {
  /** The ccxt id, and the name as people write it. */
  readonly exchange: string;
  readonly title: string;
  /** Where the key itself stands, first of its places. */
  readonly finding: Finding;
  /** Everywhere that a part of it stands. */
  readonly places: readonly Finding[];
  readonly fields: ReadonlyMap<CredentialField, Secret>;
}

interface Part {
  readonly exchange: string;
  readonly title: string;
  readonly part: Label;
}

const parts: ReadonlyMap<string, Part> = new Map(
  exchanges.flatMap(({ id, title, parts }) =>
    parts.map(({ part, form }) => [`${id}-${form ?? part}`, { exchange: id, title, part }] as const),
  ),
);

const fieldOf: Readonly<Record<'secret' | 'passphrase', CredentialField>> = {
  secret: 'secret',
  passphrase: 'password',
};

type HeldPart = HeldFinding & Part;

/**
 * Puts the keys, secrets and passphrases of exchanges together: by what the scan says belongs together, else by the
 * nearest in the same file, else by the only one of that exchange there is. A key that stands in several places is one key.
 */
export function foundKeys(found: readonly HeldFinding[]): readonly FoundKey[] {
  const all = found.flatMap((held): readonly HeldPart[] => {
    const part = parts.get(held.finding.rule);
    return part ? [{ ...held, ...part }] : [];
  });
  const keys = new Map<string, HeldPart[]>();
  for (const one of all) {
    if (one.part !== 'key') continue;
    const id = `${one.exchange} ${one.value}`;
    keys.set(id, [...(keys.get(id) ?? []), one]);
  }
  return [...keys.values()].flatMap((places) => {
    const [first] = places;
    if (!first) return [];
    const fields = new Map<CredentialField, Secret>();
    const belonging: HeldPart[] = [...places];
    addSecret(fields, 'apiKey', first.value);
    for (const part of ['secret', 'passphrase'] as const) {
      const others = all.filter((one) => one.exchange === first.exchange && one.part === part);
      const other = places.map((place) => nearestTo(place, others)).find((one) => one !== undefined) ?? onlyOf(others);
      if (!other) continue;
      addSecret(fields, fieldOf[part], other.value);
      belonging.push(...others.filter(({ value }) => value === other.value));
    }
    const { exchange, title, finding } = first;
    return [{ exchange, title, finding, places: belonging.map((one) => one.finding), fields }];
  });
}

function nearestTo({ finding }: HeldPart, others: readonly HeldPart[]): HeldPart | undefined {
  const paired = others.find((one) => finding.pair !== undefined && one.finding.pair === finding.pair);
  const distance = (one: HeldPart) => Math.abs(one.finding.line - finding.line);
  const inFile = others.filter((one) => one.finding.path === finding.path && one.finding.commit === finding.commit);
  // At the same distance the secret after the key is its own.
  return paired ?? inFile.toSorted((a, b) => distance(a) - distance(b) || b.finding.line - a.finding.line)[0];
}

const onlyOf = (others: readonly HeldPart[]) =>
  new Set(others.map(({ value }) => value)).size === 1 ? others[0] : undefined;

/** What is too short to be a secret is none. */
function addSecret(fields: Map<CredentialField, Secret>, field: CredentialField, value: string): void {
  if (value.length >= 8) fields.set(field, Secret.of(value));
}
