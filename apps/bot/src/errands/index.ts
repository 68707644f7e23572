import type { Ending } from '../launcher.ts';
import type { Errand } from '../messages.ts';
import type { Desk } from '../world.ts';
import { observeOwnAddress } from './ip.ts';
import { preflight } from './preflight.ts';
import { checkRotationAlone, recordRotationOf } from './rotate.ts';
import { start } from './start.ts';
import { tidy } from './tidy.ts';

/** What a desk can be started for, one row each. */
export const errands: Readonly<Record<Errand['verb'], (desk: Desk) => Promise<Ending>>> = {
  start,
  preflight,
  'rotate check': checkRotationAlone,
  'rotate record': recordRotationOf,
  ip: observeOwnAddress,
  tidy,
};
