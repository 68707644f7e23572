import { type Label, readingOf, wordsOf } from '../judge/label.ts';
import { exchanges } from '../rules/exchange-table.ts';
import type { Finding } from './finding.ts';

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
 * Puts the keys, secrets and passphrases of exchanges together: those that their names have paired, else the nearest in
 * the same file, else the only one of that exchange that there is anywhere. One value is one key, wherever it stands; its
 * fingerprint says so.
 */
export function credentialsIn(findings: readonly Finding[]): readonly Credential[] {
  // A file may hold a thousand of each: they are sorted by their part once, and not for each key.
  const byPart = Map.groupBy(findings, ({ rule }) => {
    const known = parts.get(rule);
    return known && `${known.exchange} ${known.part}`;
  });
  const of = (exchange: string, part: Label) => byPart.get(`${exchange} ${part}`) ?? [];
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
      const own =
        others.find(({ pair }) => pair !== undefined && key.some((place) => place.pair === pair)) ??
        key.map((place) => nearestTo(place, others)).find((one) => one !== undefined) ??
        onlyOf(others);
      return others.filter(({ fingerprint }) => fingerprint === own?.fingerprint);
    };
    return [{ exchange, title, key, secret: belonging('secret'), passphrase: belonging('passphrase') }];
  });
}

function nearestTo(place: Finding, others: readonly Finding[]): Finding | undefined {
  const isApart = (one: Finding) => Number(one.commit !== place.commit);
  const distance = (one: Finding) => Math.abs(one.line - place.line);
  let nearest: Finding | undefined;
  for (const one of others) {
    if (one.path !== place.path) continue;
    const order =
      nearest && (isApart(one) - isApart(nearest) || distance(one) - distance(nearest) || nearest.line - one.line);
    if (order === undefined || order < 0) nearest = one;
  }
  return nearest;
}

const onlyOf = (others: readonly Finding[]) =>
  new Set(others.map(({ fingerprint }) => fingerprint)).size === 1 ? others[0] : undefined;

/**
 * Says of each finding that belongs to a key with another part which pair it is of. `names` are what the text calls each
 * of them, in the same order: `MAIN_KEY` in one file and `MAIN_SECRET` in another are a pair.
 */
export function withPairs(findings: readonly Finding[], names: readonly string[] = []): readonly Finding[] {
  const named = names.length === 0 ? findings : pairedByName(findings, names);
  const pairs = new Map<Finding, string>();
  for (const { key, secret, passphrase } of credentialsIn(named)) {
    if (secret.length + passphrase.length === 0) continue;
    const pair = key[0]?.pair ?? key[0]?.fingerprint.slice(0, 8) ?? '';
    for (const one of [...key, ...secret, ...passphrase]) pairs.set(one, pairs.get(one) ?? pair);
  }
  return named.map((finding) => {
    const pair = pairs.get(finding);
    return pair === undefined ? finding : { ...finding, pair };
  });
}

interface Named {
  readonly finding: Finding;
  readonly label: Label;
}

function pairedByName(findings: readonly Finding[], names: readonly string[]): readonly Finding[] {
  const groups = new Map<string, Named[]>();
  for (const [index, finding] of findings.entries()) {
    const name = names[index] ?? '';
    const label = finding.severity === 'info' ? undefined : labelOf(finding, name);
    if (label === undefined) continue;
    const stem = stemOf(name);
    const group = groups.get(stem);
    if (group) group.push({ finding, label });
    else groups.set(stem, [{ finding, label }]);
  }
  const pairs = new Map<Finding, string>();
  for (const group of groups.values()) {
    if (!isOneCredential(group)) continue;
    const { finding } = group.find(({ label }) => label === 'key') ?? group[0] ?? {};
    for (const one of group) if (finding) pairs.set(one.finding, finding.fingerprint.slice(0, 8));
  }
  return findings.map((finding) => {
    const pair = pairs.get(finding);
    return pair === undefined ? finding : { ...finding, pair };
  });
}

/** The rule knows better than the name: Coinbase calls a secret `privateKey`. */
function labelOf({ rule }: Finding, name: string): Label | undefined {
  const known = parts.get(rule)?.part;
  if (known !== undefined || name === '') return known;
  const reading = readingOf(name);
  return typeof reading === 'object' && reading.strength !== 'id' ? reading.label : undefined;
}

/** What names only what kind of part it is, or how the language declares it. */
const kinds =
  /^(?:api|keys?|secrets?|apikey|apisecret|secretkey|passphrase|pass|phrase|password|passwd|pwd|access|token|private|id|const|let|var|val|export|static|final|readonly|string|str|the|my|is|default|define|set|env|environ|process|os|self|this)$/;

/** Returns whose part a name is of: `main` of `MAIN_API_KEY`; empty where the name does not say. */
const stemOf = (name: string) =>
  wordsOf(name)
    .filter((word) => !kinds.test(word))
    .join('_');

/** One value of each part, two parts at least, and of no more than one exchange. */
function isOneCredential(group: readonly Named[]): boolean {
  const values = Map.groupBy(group, ({ label }) => label);
  const isSingle = [...values.values()].every(
    (those) => new Set(those.map(({ finding }) => finding.fingerprint)).size === 1,
  );
  const exchangesOf = new Set(group.flatMap(({ finding }) => parts.get(finding.rule)?.exchange ?? []));
  return values.size > 1 && isSingle && exchangesOf.size < 2;
}
