import type { Config } from '@gatehouse/config';
import { auditPermissions, type KeyPermissions, type Venue } from '@gatehouse/exchange-guard';
import type { JsonValue, Verdict } from '../checklist.ts';
import type { KeyInHand, Stand, World } from '../world.ts';

/** Check 6. The exchange itself says what the key may do; the answer is kept, so that the next audit can be compared. */
export async function checkPermissions(
  world: World,
  config: Config,
  stand: Stand,
  key: KeyInHand,
  venue: Venue,
): Promise<Verdict<KeyPermissions>> {
  const { permissions, ...verdict } = await auditPermissions(venue, {
    need: config.market,
    acceptUnknown: config.acceptUnknown,
    clock: world.clock,
  });
  if (permissions === undefined) return verdict;
  await stand.journal.recordKeySnapshot(key.fingerprint, JSON.parse(JSON.stringify(permissions)) as JsonValue);
  return { ...verdict, proof: permissions };
}
