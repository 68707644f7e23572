/**
 * altered: what stands at this place was not written by this installation, or a table contradicts the trail.
 * missing: entries before and after it stand, it does not. reordered: a genuine entry stands in another's place.
 * truncated: entries that were written after the last one are gone. unreadable: SQLite cannot read the page.
 */
export type TrailProblem = 'altered' | 'missing' | 'reordered' | 'truncated' | 'unreadable';

export interface Damage {
  readonly whole: false;
  /** The sequence of the first entry that is not as it was written. */
  readonly entry: number;
  readonly problem: TrailProblem;
  /** One line of plain words. */
  readonly says: string;
}

export type Integrity = { readonly whole: true } | Damage;

export type TrailVerdict =
  | {
      readonly whole: true;
      readonly entries: number;
      readonly head: TrailHead;
      /** True when an anchor was given and stands in the trail; without one a cut tail cannot be ruled out. */
      readonly anchored: boolean;
    }
  | Damage;

/** The newest entry. Keep `anchor` where the database is not: it is what shows a cut tail later. */
export interface TrailHead {
  readonly sequence: number;
  /** 64 hex characters. */
  readonly hash: string;
  /** `SEQUENCE-HASH`; `verifyTrail({ head })` takes this or the bare hash. */
  readonly anchor: string;
}
