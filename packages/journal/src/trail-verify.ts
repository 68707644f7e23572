import { readCarried } from './carried.ts';
import { JournalError } from './error.ts';
import { Replay } from './replay.ts';
import { schemaOf } from './schema.ts';
import { beginning, type Mark, type Seals } from './seals.ts';
import type { Store } from './store.ts';
import { headAt } from './trail.ts';
import type { TrailRow } from './trail-line.ts';
import type { Damage, TrailVerdict } from './trail-verdict.ts';
import { damaged, explained, guarded, judgeCheckpoint, judgeHead, walk } from './verification.ts';

/** `SEQUENCE-HASH` as `TrailHead.anchor` has it, or the bare hash. */
const anchorForm = /^(?:(\d{1,15})-)?([0-9a-f]{64})$/i;

interface Anchor {
  readonly sequence: number | undefined;
  readonly hash: string;
}

/**
 * Reads the whole trail, rebuilds the tables from it and compares, and names the first entry that is not as it was
 * written. Without an anchor an older copy of the whole database passes: a chain alone cannot show what it never had.
 */
export function verifyTrail(store: Store, seals: Seals, anchorText?: string): TrailVerdict {
  const anchor = anchorText === undefined ? undefined : readAnchor(anchorText);
  const replay = new Replay(schemaOf(store));
  try {
    return explained(
      store,
      seals,
      guarded(() => judgeAll(store, seals, replay, anchor)),
    );
  } finally {
    replay.close();
  }
}

/** Judges from the first entry on; `replay` has taken the whole trail when it is whole. */
export function judgeAll(store: Store, seals: Seals, replay: Replay, anchor?: Anchor): TrailVerdict {
  let anchored: TrailRow | undefined;
  const last = walk(store, seals, beginning, (row) => {
    replay.take(row);
    if (row.hash === anchor?.hash) anchored = row;
  });
  if ('whole' in last) return last;
  const damage =
    judgeCheckpoints(store, seals) ??
    judgeHead(store, seals, last) ??
    (anchor && judgeAnchor(store, anchor, anchored, last)) ??
    replay.compare(store) ??
    judgeCarried(store, seals) ??
    judgePages(store, last);
  return damage ?? { whole: true, entries: last.sequence, head: headAt(last), anchored: anchored !== undefined };
}

function judgeCarried(store: Store, seals: Seals): Damage | undefined {
  const carried = readCarried(store, seals);
  return carried && 'whole' in carried ? carried : undefined;
}

export function judgeCheckpoints(store: Store, seals: Seals, from = 0): Damage | undefined {
  const sql = 'SELECT * FROM checkpoint WHERE sequence >= ? ORDER BY sequence';
  for (const row of store.all<Parameters<typeof judgeCheckpoint>[2]>(sql, from)) {
    const found = judgeCheckpoint(store, seals, row);
    if ('whole' in found) return found;
  }
  return undefined;
}

function judgeAnchor(store: Store, anchor: Anchor, found: TrailRow | undefined, last: Mark): Damage | undefined {
  const { sequence } = anchor;
  if (found && (sequence === undefined || sequence === found.sequence)) return undefined;
  if (sequence === undefined) {
    return damaged(
      last.sequence + 1,
      'truncated',
      'the anchored entry is not in this trail: it was cut, or is an older copy',
    );
  }
  const stands = store.get<TrailRow>('SELECT * FROM trail WHERE sequence = ?', sequence);
  return stands
    ? damaged(
        sequence,
        'truncated',
        `entry ${sequence} is not the anchored one: the trail was cut before it and written on`,
      )
    : damaged(
        last.sequence + 1,
        'truncated',
        `the trail ends after entry ${last.sequence} and had reached ${sequence}`,
      );
}

/** Asks SQLite about pages that no entry of the trail lies on. */
export function judgePages(store: Store, last: Mark): Damage | undefined {
  const verdict = store.get<{ quick_check: string }>('PRAGMA quick_check(1)')?.quick_check;
  return verdict === 'ok'
    ? undefined
    : damaged(last.sequence, 'unreadable', 'SQLite finds damaged pages in the journal');
}

function readAnchor(text: string): Anchor {
  const [, sequence, hash] = anchorForm.exec(text.trim()) ?? [];
  if (hash === undefined) {
    throw new JournalError(
      'INPUT_MALFORMED',
      'the head to compare with is neither SEQUENCE-HASH nor a hash of 64 hex characters: copy it whole',
    );
  }
  return { sequence: sequence === undefined ? undefined : Number(sequence), hash: hash.toLowerCase() };
}
