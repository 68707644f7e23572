import { keepCarried, readCarried } from './carried.ts';
import { Replay } from './replay.ts';
import { schemaOf } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';
import type { Integrity } from './trail-verdict.ts';
import { judgeAll, judgeCheckpoints } from './trail-verify.ts';
import { explained, guarded, judgeHead, walk } from './verification.ts';

/** Entries up to which a start reads the whole trail; about 50 us each, so some 25 ms. */
export const readsWhole = 500;

/** Entries between two carried states: what a start replays onto the last one is at most so many. */
export const carryEvery = 500;

export interface Carry {
  /** Seals what was proven as a new state to begin from; needs a write transaction. */
  readonly carry?: boolean;
}

/**
 * Judges, at a start, all that decides whether orders may go out: the tables agree with the trail, and the trail is as it
 * was written at least since the state that is carried. A short trail is read whole; so is a long one where anything is
 * not as it should be, so that damage is named as `verifyTrail` names it. Must run on one view of the database.
 */
export function verifyStart(store: Store, seals: Seals, { carry = false }: Carry = {}): Integrity {
  return explained(
    store,
    seals,
    guarded(() => {
      const long = carry || lengthOf(store) > readsWhole;
      const sinceCarried = long ? guarded(() => judgeSinceCarried(store, seals, carry)) : undefined;
      return sinceCarried?.whole ? sinceCarried : judgeWhole(store, seals, carry);
    }),
  );
}

function judgeWhole(store: Store, seals: Seals, carry: boolean): Integrity {
  const replay = new Replay(schemaOf(store));
  try {
    const verdict = judgeAll(store, seals, replay);
    if (!verdict.whole) return verdict;
    if (carry) keepCarried(store, seals, verdict.head, replay.state(store, verdict.entries));
    return { whole: true };
  } finally {
    replay.close();
  }
}

/** Returns undefined when it takes the whole trail to tell. */
function judgeSinceCarried(store: Store, seals: Seals, carry: boolean): Integrity | undefined {
  const carried = readCarried(store, seals);
  if (!carried || 'whole' in carried) return undefined;
  const replay = new Replay(schemaOf(store), carried.state);
  try {
    const last = walk(store, seals, carried, (row) => replay.take(row));
    if ('whole' in last || judgeCheckpoints(store, seals, carried.sequence) || judgeHead(store, seals, last)) {
      return undefined;
    }
    if (!replay.decidesAlike(store)) return undefined;
    if (carry) keepCarried(store, seals, last, replay.state(store, last.sequence));
    return { whole: true };
  } finally {
    replay.close();
  }
}

/** As the head has it: altered, it sends the start down the longer way. */
function lengthOf(store: Store): number {
  return store.get<{ last: number }>('SELECT sequence AS last FROM head')?.last ?? 0;
}
