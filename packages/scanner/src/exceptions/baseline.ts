import { randomBytes } from 'node:crypto';
import { ScannerError } from '../error.ts';
import type { Finding, HeldFinding } from '../report/finding.ts';
import { printable } from '../text/printable.ts';

/** Findings that were there before anybody looked. Nothing in it says a line or a time, so nothing in it goes stale. */
export interface Baseline {
  /** The file's own, so that it means the same to colleagues and in CI. */
  readonly salt: Buffer;
  /** Why its findings may stay; a baseline without one is refused. */
  readonly reason: string;
  readonly entries: readonly Entry[];
}

interface Entry {
  /** A slow hash of the value under the file's salt: see docs/decisions/014-baseline-hashes.md. */
  readonly hash: string;
  readonly rule: string;
  readonly path: string;
}

/** Returns the hash of each value. */
export type HashAll = (values: readonly HeldFinding[]) => Promise<ReadonlyMap<string, string>>;

const about = '# What pnpm scan passes over: hash of the value, rule, path. The order of the lines means nothing.';
const head = /^# gatehouse baseline 1, salt (?<salt>[0-9a-f]{32})$/;
const why = /^# reason:(?<reason>.*)$/;
const entry = /^(?<hash>[0-9a-f]{32}) (?<rule>[a-z0-9-]{1,64}) (?<path>.+)$/;

export const emptyBaseline = (): Baseline => ({ salt: randomBytes(16), reason: '', entries: [] });

/** Reads a baseline. Throws ScannerError BASELINE_MALFORMED, one sentence that names the line. */
export function readBaseline(text: string): Baseline {
  let salt: string | undefined;
  let reason = '';
  const entries: Entry[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const found = { head: head.exec(line)?.groups, why: why.exec(line)?.groups, entry: entry.exec(line)?.groups };
    if (found.head) {
      if (salt !== undefined && salt !== found.head.salt) {
        throw wrong('It was begun twice, on two branches: take one of the two, and write it again.');
      }
      salt = found.head.salt;
    } else if (found.why) reason = reason || (found.why.reason ?? '').trim();
    else if (found.entry) {
      const { hash = '', rule = '', path = '' } = found.entry;
      entries.push({ hash, rule, path: pathIn(path, index) });
    } else if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line)) {
      throw wrong(`Line ${index + 1} marks a conflict: keep the lines of both sides and delete the marks.`);
    } else if (line.trim() !== '' && !line.startsWith('#')) throw wrong(`Line ${index + 1} is not one of its lines.`);
  }
  if (salt === undefined) throw wrong('It does not begin as one: write it with --write-baseline.');
  return { salt: Buffer.from(salt, 'hex'), reason, entries };
}

function pathIn(text: string, index: number): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    throw wrong(`Line ${index + 1} has a path that is not quoted as JSON.`);
  }
}

const wrong = (says: string) => new ScannerError('BASELINE_MALFORMED', `The baseline cannot be used. ${says}`);

/** As text: sorted by hash, so that lines which two branches add seldom meet, and none can be told from its neighbour. */
export function textOf({ salt, reason, entries }: Baseline): string {
  const lines = new Set(entries.map(({ hash, rule, path }) => `${hash} ${rule} ${printable(path)}`));
  return `${[about, `# gatehouse baseline 1, salt ${salt.toString('hex')}`, `# reason: ${reason}`, ...[...lines].sort()].join('\n')}\n`;
}

/** Lists what blocks or warns. */
export async function baselineOf(
  found: readonly HeldFinding[],
  { salt, reason }: Baseline,
  { prefix, hashAll }: { readonly prefix: string; readonly hashAll: HashAll },
): Promise<Baseline> {
  const listed = found.filter(({ finding }) => finding.severity !== 'info');
  const hashes = await hashAll(listed);
  const entries = listed.map(({ finding, value }) => ({
    hash: hashes.get(value) ?? '',
    rule: finding.rule,
    path: prefix + finding.path,
  }));
  return { salt, reason, entries };
}

interface Applied {
  readonly kept: readonly Finding[];
  readonly baselined: number;
  /** Of those: where the baseline knows value and rule, at another path. */
  readonly moved: readonly Finding[];
  readonly unused: number;
}

/**
 * Parts findings into new ones and those that the baseline lists. A value that it knows by the same rule is known at
 * another path too: a renamed file is no new leak, and a copied one leaks nothing more.
 */
export async function applyBaseline(
  found: readonly HeldFinding[],
  { entries }: Baseline,
  { prefix, hashAll }: { readonly prefix: string; readonly hashAll: HashAll },
): Promise<Applied> {
  const rules = new Set(entries.map(({ rule }) => rule));
  // A slow hash is only made of what could be listed.
  const hashes = await hashAll(found.filter(({ finding }) => rules.has(finding.rule)));
  const byValue = new Map<string, Entry[]>();
  for (const one of entries) byValue.set(keyOf(one), [...(byValue.get(keyOf(one)) ?? []), one]);

  const used = new Set<Entry>();
  const kept: Finding[] = [];
  const moved: Finding[] = [];
  for (const { finding, value } of found) {
    const known = byValue.get(keyOf({ hash: hashes.get(value) ?? '', rule: finding.rule }));
    if (!known) {
      kept.push(finding);
      continue;
    }
    const there = known.filter(({ path }) => path === prefix + finding.path);
    if (there.length === 0) moved.push(finding);
    for (const one of there.length > 0 ? there : known) used.add(one);
  }
  return { kept, baselined: found.length - kept.length, moved, unused: new Set(entries).size - used.size };
}

const keyOf = ({ hash, rule }: Pick<Entry, 'hash' | 'rule'>) => `${hash} ${rule}`;
