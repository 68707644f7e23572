import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { ccxtIds } from '../src/ccxt-ids.ts';
import { type DoorList, doorListOf } from '../src/door-list.ts';
import { laidOut } from './layout.ts';

/** What an allow-list comes to: with one door more, less or changed it is another. */
export function sealOf({ doors, hosts }: Pick<DoorList, 'doors' | 'hosts'>): string {
  return createHash('sha256')
    .update(JSON.stringify([hosts, doors]))
    .digest('hex')
    .slice(0, 16);
}

// The last step of `pnpm run doors`: whoever changes a list by hand changes two files, or a test fails.
if (import.meta.main) {
  const seals = await Promise.all(ccxtIds.map(async (id) => [id, sealOf(await doorListOf(id))] as const));
  await writeFile(new URL('seals.json', import.meta.url), laidOut(Object.fromEntries(seals)));
}
