import { JournalError } from './error.ts';
import { beginning, type Mark, type Seals } from './seals.ts';
import type { Store } from './store.ts';
import { claimedSequence, placeAfter, type TrailRow } from './trail-line.ts';
import type { Damage, Integrity, TrailProblem } from './trail-verdict.ts';

interface CheckpointRow extends Mark {
  readonly at: string;
  readonly seal: string;
}

interface HeadRow extends Mark {
  readonly seal: string;
}

/** Reads the chain after a mark up to its end; `visit` is called with each entry that stands as it was written. */
export function walk(store: Store, seals: Seals, from: Mark, visit?: (row: TrailRow) => void): Mark | Damage {
  let last = from;
  try {
    // From the beginning means from the beginning: a row put before the first would have a sequence below 1.
    const least = from.sequence === 0 ? Number.MIN_SAFE_INTEGER : from.sequence + 1;
    for (const row of store.each<TrailRow>('SELECT * FROM trail WHERE sequence >= ? ORDER BY sequence', least)) {
      const damage = judge(store, seals, row, last);
      if (damage) return damage;
      last = { sequence: row.sequence, hash: row.hash };
      visit?.(row);
    }
  } catch (error) {
    if (!(error instanceof JournalError) || error.code !== 'JOURNAL_DAMAGED') throw error;
    return damaged(last.sequence + 1, 'unreadable', `SQLite cannot read trail entry ${last.sequence + 1}`);
  }
  return last;
}

/** Judges what was written since the last checkpoint, before the next one is sealed. Must run on one view of the database. */
export function verifyRecent(store: Store, seals: Seals): Integrity {
  return explained(
    store,
    seals,
    guarded(() => recent(store, seals)),
  );
}

function recent(store: Store, seals: Seals): Integrity {
  const checkpoint = store.get<CheckpointRow>('SELECT * FROM checkpoint ORDER BY sequence DESC LIMIT 1');
  const from = checkpoint ? judgeCheckpoint(store, seals, checkpoint) : beginning;
  if ('whole' in from) return from;
  const last = walk(store, seals, from);
  if ('whole' in last) return last;
  return judgeHead(store, seals, last) ?? { whole: true };
}

/** Returns what is wrong with an entry that ought to follow `previous`, undefined when it does. */
function judge(store: Store, seals: Seals, row: TrailRow, previous: Mark): Damage | undefined {
  const place = previous.sequence + 1;
  if (row.sequence < place) return damaged(row.sequence, 'altered', `an entry was put in at place ${row.sequence}`);
  const genuine = seals.entry(row.line) === row.hash;
  if (row.sequence === place && !genuine) {
    return damaged(place, 'altered', `trail entry ${place} is not as it was written`);
  }
  if (row.sequence === place && row.line.startsWith(placeAfter(previous))) return undefined;
  if (row.sequence === place && claimedSequence(row.line) === place) {
    return damaged(place, 'altered', `trail entry ${place} comes from another copy of this journal`);
  }
  if (place > lastSealed(store, seals)) return damaged(place, 'altered', `an entry was put in at place ${place}`);
  return standsElsewhere(store, seals, place)
    ? damaged(place, 'reordered', `trail entry ${place} stands in another place`)
    : damaged(place, 'missing', `trail entry ${place} is missing`);
}

/** Returns the sequence of the newest entry that was ever written, as far as a sealed mark says so. */
function lastSealed(store: Store, seals: Seals): number {
  const head = store.get<HeadRow>('SELECT * FROM head');
  return head && seals.head(head) === head.seal ? head.sequence : Number.POSITIVE_INFINITY;
}

function standsElsewhere(store: Store, seals: Seals, sequence: number): boolean {
  const claim = `{"v":1,"seq":${sequence},%`;
  return store
    .all<TrailRow>('SELECT * FROM trail WHERE line LIKE ? AND sequence <> ?', claim, sequence)
    .some(({ line, hash }) => seals.entry(line) === hash);
}

/** Returns the mark that a checkpoint vouches for, or what is wrong with it. */
export function judgeCheckpoint(store: Store, seals: Seals, row: CheckpointRow): Mark | Damage {
  const { sequence, hash, at, seal } = row;
  if (seals.checkpoint(row, at) !== seal) {
    return damaged(sequence, 'altered', `the checkpoint at entry ${sequence} is not as it was written`);
  }
  const entry = store.get<TrailRow>('SELECT * FROM trail WHERE sequence = ?', sequence);
  if (entry && seals.entry(entry.line) === hash && entry.hash === hash) return { sequence, hash };
  if (entry) return damaged(sequence, 'altered', `trail entry ${sequence} is not the one its checkpoint sealed`);
  const last = store.get<{ last: number | null }>('SELECT max(sequence) AS last FROM trail')?.last ?? 0;
  return last > sequence
    ? damaged(sequence, 'missing', `trail entry ${sequence} is missing`)
    : damaged(last + 1, 'truncated', `the trail ends after entry ${last}, and a checkpoint says it went on`);
}

/** Compares the end of the chain with the sealed mark of the newest entry. */
export function judgeHead(store: Store, seals: Seals, last: Mark): Damage | undefined {
  const head = store.get<HeadRow>('SELECT * FROM head');
  const next = last.sequence + 1;
  if (!head)
    return damaged(next, 'truncated', `the mark of the newest entry is gone: what came after ${last.sequence}?`);
  if (seals.head(head) !== head.seal) {
    return damaged(next, 'truncated', `the mark of the newest entry was altered: what came after ${last.sequence}?`);
  }
  if (head.sequence > last.sequence) {
    return damaged(next, 'truncated', `the trail ends after entry ${last.sequence} and went on to ${head.sequence}`);
  }
  if (head.sequence < last.sequence || head.hash !== last.hash) {
    return damaged(head.sequence + 1, 'altered', `the mark of the newest entry, ${head.sequence}, is an older one`);
  }
  return undefined;
}

/** Runs a judgement; what SQLite cannot read becomes a verdict too. */
export function guarded<Verdict>(judgement: () => Verdict): Verdict | Damage {
  try {
    return judgement();
  } catch (error) {
    if (!(error instanceof JournalError) || error.code !== 'JOURNAL_DAMAGED') throw error;
    return damaged(0, 'unreadable', error.message);
  }
}

/** Says so when nothing verifies because the key is another one, which is a mix-up more often than an attack. */
export function explained<Verdict extends { readonly whole: boolean }>(
  store: Store,
  seals: Seals,
  verdict: Verdict | Damage,
): Verdict | Damage {
  if (verdict.whole) return verdict;
  return guarded(() => {
    const first = store.get<TrailRow>('SELECT * FROM trail WHERE sequence = 1');
    const head = store.get<HeadRow>('SELECT * FROM head');
    if (!first || !head || seals.entry(first.line) === first.hash || seals.head(head) === head.seal) return verdict;
    return damaged(
      1,
      'altered',
      'nothing in this journal was written under this installation key: restore its own key',
    );
  });
}

export function damaged(entry: number, problem: TrailProblem, says: string): Damage {
  return { whole: false, entry, problem, says };
}
