import type { Config } from '@gatehouse/config';
import { type KeyPermissions, type KeyPower, powerOf } from '@gatehouse/exchange-guard';
import { checkRotation, type PermissionLevel } from '@gatehouse/rotation';
import type { Verdict } from '../checklist.ts';
import type { KeyInHand, Stand, World } from '../world.ts';

/** How the worst that a key could do is called where it is decided how old it may get. */
const levels: Readonly<Record<KeyPower, PermissionLevel>> = {
  'moves-money': 'withdraw',
  trades: 'trading',
  reads: 'read-only',
};

/** Check 7. The age counts from the oldest of what the exchange, a record and this installation know of the key. */
export async function checkRotationOf(
  world: World,
  config: Config,
  stand: Stand,
  key: KeyInHand,
  permissions: KeyPermissions,
): Promise<Verdict<true>> {
  const firstSeen = await stand.journal.firstSeen(key.fingerprint);
  const verdict = checkRotation({
    policy: config.rotation,
    level: levels[powerOf(permissions)],
    ...(permissions.createdAt === 'unknown' ? {} : { createdAt: permissions.createdAt }),
    ...(permissions.expiresAt instanceof Date ? { expiresAt: permissions.expiresAt } : {}),
    records: await stand.journal.rotationRecords(key.fingerprint),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    now: world.clock(),
  });
  return { ...verdict, proof: true };
}
