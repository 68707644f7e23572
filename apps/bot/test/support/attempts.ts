import { type Attempt, makes } from './attempts/attempt.ts';
import { killing } from './attempts/killing.ts';
import { neighbours } from './attempts/neighbours.ts';
import { network } from './attempts/network.ts';
import { reading } from './attempts/reading.ts';
import { writing } from './attempts/writing.ts';

export type { Attempt } from './attempts/attempt.ts';
export { killings } from './attempts/killing.ts';
export { reachings } from './attempts/reaching.ts';

/** Every attempt that one strategy can make in one life, in the order in which it makes them. */
export const attempts: Readonly<Record<string, Attempt>> = {
  // First, because the engine dies of a snapshot taken after some of the others, and a control must get to the end.
  'write-heap': {
    does: 'writes a heap snapshot',
    tries: `(await load('node:v8')).writeHeapSnapshot(at.drop + '/' + id);`,
    came: makes,
  },
  ...reading,
  ...writing,
  ...network,
  ...neighbours,
  // Last, because there is nothing to look at afterwards.
  ...killing,
};
