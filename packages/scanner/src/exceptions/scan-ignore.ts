import { ScannerError } from '../error.ts';
import type { Finding } from '../report/finding.ts';
import { printable } from '../text/printable.ts';
import { matchesGlob } from './glob.ts';

/** One line of .scanignore: what may stay, until when, and why. */
export interface IgnoreEntry {
  readonly line: number;
  readonly glob: string;
  /** A rule's id, or `*`. */
  readonly rule: string;
}

/** One entry per line; `#` begins a comment line. */
const entry = /^(?<glob>\S+)[ \t]+(?<rule>\S+)[ \t]+until=(?<until>\S+)[ \t]+(?<reason>\S.*)$/;
const shape = 'PATH-GLOB RULE until=YYYY-MM-DD REASON';

/** As in a comment that allows: a reason is words, not a tick. */
const shortestReason = 10;

interface Reading {
  readonly now: Date;
  /** Ids of all rules there are: a slip in a name would excuse nothing, and nobody would know. */
  readonly rules: ReadonlySet<string>;
}

/**
 * Reads .scanignore. Throws ScannerError IGNORE_MALFORMED or IGNORE_EXPIRED, one sentence that names the first line
 * that is wrong: an exception that nobody can rely on must not be passed over in silence.
 */
export function readScanIgnore(text: string, { now, rules }: Reading): readonly IgnoreEntry[] {
  return text.split(/\r?\n/).flatMap((content, index) => {
    const line = index + 1;
    const trimmed = content.trim();
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const malformed = (says: string) =>
      new ScannerError('IGNORE_MALFORMED', `Line ${line} of .scanignore ${says}: write "${shape}".`);

    const { glob = '', rule = '', until = '', reason = '' } = entry.exec(trimmed)?.groups ?? {};
    if (glob === '') throw malformed('does not say path, rule, last day and reason');
    if (/^[/!]|\\|(?:^|\/)\.{1,2}(?:\/|$)/.test(glob)) throw malformed('has a path that is not one from the root');
    if (rule !== '*' && !rules.has(rule)) throw malformed('names a rule that does not exist');
    const end = endOf(until);
    if (end === undefined) throw malformed('has a last day that is no date');
    if (reason.replace(/[^\p{L}\p{N}]/gu, '').length < shortestReason) throw malformed('gives no reason in words');
    if (now.getTime() >= end) {
      throw new ScannerError(
        'IGNORE_EXPIRED',
        `Line ${line} of .scanignore has expired (${until}): take it out, or give it a new day and say why.`,
      );
    }
    return [{ line, glob, rule }];
  });
}

/** When the day is over, everywhere on Earth; undefined for a day that does not exist. */
function endOf(until: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(until)) return undefined;
  const start = new Date(`${until}T00:00:00Z`);
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== until) return undefined;
  return start.getTime() + 36 * 60 * 60 * 1000;
}

/** Parts findings into those that stay reported and a count of the others, and says which entries excused nothing. */
export function applyScanIgnore(
  findings: readonly Finding[],
  entries: readonly IgnoreEntry[],
  prefix: string,
): { readonly kept: readonly Finding[]; readonly ignored: number; readonly unused: readonly IgnoreEntry[] } {
  const used = new Set<IgnoreEntry>();
  const kept = findings.filter(({ path, rule }) => {
    const holding = entries.filter(
      (one) => (one.rule === '*' || one.rule === rule) && matchesGlob(prefix + path, one.glob),
    );
    for (const one of holding) used.add(one);
    return holding.length === 0;
  });
  return { kept, ignored: findings.length - kept.length, unused: entries.filter((one) => !used.has(one)) };
}

export const unusedNote = ({ line, glob }: IgnoreEntry) =>
  `Line ${line} of .scanignore (${printable(glob)}) excuses nothing any more: take it out.`;
