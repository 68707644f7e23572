import type { Finding } from './finding.ts';
import type { Label } from './label.ts';
import { exchanges } from './rules/exchange-table.ts';

/** What was found of one key of an exchange, each part at all its places. */
export interface Credential {
  readonly exchange: string;
  readonly title: string;
  readonly key: readonly Finding[];
  readonly secret: readonly Finding[];
  readonly passphrase: readonly Finding[];
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

/**
 * Puts the keys, secrets and passphrases of exchanges together: the nearest in the same file, else the only one of that
 * exchange that there is anywhere. One value is one key, wherever it stands; its fingerprint says so.
 */
export function credentialsIn(findings: readonly Finding[]): readonly Credential[] {
  const of = (exchange: string, part: Label) =>
    findings.filter(({ rule }) => parts.get(rule)?.exchange === exchange && parts.get(rule)?.part === part);
  const keys = Map.groupBy(
    findings.filter(({ rule }) => parts.get(rule)?.part === 'key'),
    ({ rule, fingerprint }) => `${rule} ${fingerprint}`,
  );
  return [...keys.values()].flatMap((key) => {
    const known = parts.get(key[0]?.rule ?? '');
    if (!known) return [];
    const { exchange, title } = known;
    const belonging = (part: Label) => {
      const others = of(exchange, part);
      const own = key.map((place) => nearestTo(place, others)).find((one) => one !== undefined) ?? onlyOf(others);
      return others.filter(({ fingerprint }) => fingerprint === own?.fingerprint);
    };
    return [{ exchange, title, key, secret: belonging('secret'), passphrase: belonging('passphrase') }];
  });
}

function nearestTo(place: Finding, others: readonly Finding[]): Finding | undefined {
  const isApart = (one: Finding) => Number(one.commit !== place.commit);
  const distance = (one: Finding) => Math.abs(one.line - place.line);
  return others
    .filter(({ path }) => path === place.path)
    .toSorted((a, b) => isApart(a) - isApart(b) || distance(a) - distance(b) || b.line - a.line)[0];
}

const onlyOf = (others: readonly Finding[]) =>
  new Set(others.map(({ fingerprint }) => fingerprint)).size === 1 ? others[0] : undefined;

/** Says of each finding that belongs to a key with another part which pair it is of. */
export function withPairs(findings: readonly Finding[]): readonly Finding[] {
  const pairs = new Map<Finding, string>();
  for (const { key, secret, passphrase } of credentialsIn(findings)) {
    if (secret.length + passphrase.length === 0) continue;
    const pair = key[0]?.fingerprint.slice(0, 8) ?? '';
    for (const one of [...key, ...secret, ...passphrase]) pairs.set(one, pairs.get(one) ?? pair);
  }
  return findings.map((finding) => {
    const pair = pairs.get(finding);
    return pair === undefined ? finding : { ...finding, pair };
  });
}
