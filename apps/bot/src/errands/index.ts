import type { Ending } from '../launcher.ts';
import type { Errand } from '../messages.ts';
import type { Desk } from '../world.ts';

type Do = (desk: Desk) => Promise<Ending>;

/** What a desk can be started for, one row each. A row loads what it needs and nothing of the others: starting is timed. */
export const errands: Readonly<Record<Errand['verb'], () => Promise<Do>>> = {
  start: async () => (await import('./start.ts')).start,
  preflight: async () => (await import('./preflight.ts')).preflight,
  'rotate check': async () => (await import('./rotate.ts')).checkRotationAlone,
  'rotate record': async () => (await import('./rotate.ts')).recordRotationOf,
  ip: async () => (await import('./ip.ts')).observeOwnAddress,
  tidy: async () => (await import('./tidy.ts')).tidy,
};
