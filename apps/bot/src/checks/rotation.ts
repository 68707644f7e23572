import type { Config } from '@gatehouse/config';
import type { KeyPermissions } from '@gatehouse/exchange-guard';
import { checkRotation, type PermissionLevel } from '@gatehouse/rotation';
import type { Verdict } from '../checklist.ts';
import type { KeyInHand, Stand, World } from '../world.ts';

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
    level: levelOf(permissions),
    ...(permissions.createdAt === 'unknown' ? {} : { createdAt: permissions.createdAt }),
    ...(permissions.expiresAt instanceof Date ? { expiresAt: permissions.expiresAt } : {}),
    records: await stand.journal.rotationRecords(key.fingerprint),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    now: world.clock(),
  });
  return { ...verdict, proof: true };
}

/** What a key could do at worst decides how old it may get; what is not known counts as the worst. */
function levelOf({ scopes, unrecognised }: KeyPermissions): PermissionLevel {
  const { read: _, ...others } = scopes;
  const { withdraw, internalTransfer, universalTransfer, ...trading } = others;
  if ([withdraw, internalTransfer, universalTransfer].some((fact) => fact !== false) || unrecognised.length > 0)
    return 'withdraw';
  return Object.values(trading).some((fact) => fact !== false) ? 'trading' : 'read-only';
}
