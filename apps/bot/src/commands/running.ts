import { join } from 'node:path';
import { lockExclusively } from '@gatehouse/journal';

/** Says whether a desk works on this state folder: it holds the lock as long as it lives, and nobody does once it died. */
export async function isRunning(folder: string): Promise<boolean> {
  const lock = await lockExclusively(join(folder, 'desk.lock'));
  lock?.release();
  return lock === undefined;
}
