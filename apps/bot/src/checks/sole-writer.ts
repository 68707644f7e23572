import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '@gatehouse/config';
import { type HeldLock, lockExclusively } from '@gatehouse/journal';
import type { Verdict } from '../checklist.ts';
import type { KeyInHand, Stand, World } from '../world.ts';

/** Both locks are held by the operating system and let go when the process dies, whatever killed it. */
export interface SoleWriter {
  release(): void;
}

/** Check 9. One lock per state store and one per key and user: two desks on one key would double every position. */
export async function checkSoleWriter(
  world: World,
  config: Config,
  stand: Stand,
  key: KeyInHand,
): Promise<Verdict<SoleWriter>> {
  const identity = key.credentials.fields.get('apiKey') ?? key.credentials.fields.get('walletAddress');
  if (identity === undefined) throw new Error('a credential without an identity');
  // Two state stores have two installation keys, so the name that both must agree on is a plain hash of the key's id.
  const name = createHash('sha256').update(`${config.exchange}\0${identity.expose()}`).digest('hex').slice(0, 32);
  const store = await patiently(() => lockExclusively(join(stand.folder, 'desk.lock')));
  let user: HeldLock | undefined;
  try {
    user = store && (await patiently(() => lockExclusively(join(world.machine.locks, `${name}.lock`))));
  } catch (error) {
    // A lock that is held by nobody who works would keep a repaired start and `halt` waiting.
    store?.release();
    throw error;
  }

  if (store === undefined || user === undefined) {
    store?.release();
    const lease = await stand.journal.lease();
    const who = lease === undefined ? 'Another process' : `${lease.holder}`;
    return {
      result: 'fail',
      says:
        store === undefined ? `${who} works on this state folder` : 'another process of this user trades with this key',
      evidence: { store: store !== undefined, key: false, holder: lease?.holder ?? null },
      fix: 'Stop the other one first: `pnpm bot status` says what it does, and Ctrl-C or SIGTERM stops it in order.',
    };
  }
  const proof: SoleWriter = {
    release: () => {
      user.release();
      store.release();
    },
  };
  if (world.errand.verb !== 'start') proof.release();
  const { epoch } = await stand.journal.standing();
  return {
    result: 'pass',
    says:
      world.errand.verb === 'start'
        ? `the state folder and the key are held by this desk; last epoch ${epoch}`
        : 'nobody else holds the state folder or the key',
    evidence: { store: true, key: true, epoch },
    proof,
  };
}

/** A preflight that looks at the same moment lets go within milliseconds. */
async function patiently(take: () => Promise<HeldLock | undefined>): Promise<HeldLock | undefined> {
  for (const waitMs of [0, 50, 200]) {
    await sleep(waitMs);
    const lock = await take();
    if (lock !== undefined) return lock;
  }
  return undefined;
}
