import type { Config } from '@gatehouse/config';
import type { Clearance, ClientOrderIds, Venue } from '@gatehouse/exchange-guard';
import type { Journal } from '@gatehouse/journal';
import type { Reconciled } from './checks/reconcile.ts';
import type { Log } from './log.ts';
import type { Desk, KeyInHand } from './world.ts';

/** What a cleared start hands to the run: everything that was proven, and the means to go on proving it. */
export interface Running {
  readonly desk: Desk;
  readonly log: Log;
  readonly config: Config;
  readonly journal: Journal;
  readonly venue: Venue;
  readonly clearance: Clearance;
  /** Of the lease this start took: the gate sends nothing under another. */
  readonly epoch: number;
  readonly key: KeyInHand;
  readonly ids: ClientOrderIds;
  readonly reconciled: Reconciled;
}
