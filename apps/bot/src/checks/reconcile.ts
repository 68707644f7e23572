import type { Config } from '@gatehouse/config';
import { clientOrderIds, type Order, reconcile, type Venue } from '@gatehouse/exchange-guard';
import type { Verdict } from '../checklist.ts';
import type { Signed } from '../command-line.ts';
import type { Stand, World } from '../world.ts';

/** What the account looked like when the run began. */
export interface Reconciled {
  readonly openOrders: readonly Order[];
  readonly balances: Readonly<Record<string, string>>;
}

/** Check 10. Markets load, and everything on the account is ours, adopted or declared. */
export async function checkReconcile(
  world: World,
  config: Config,
  stand: Stand,
  venue: Venue,
): Promise<Verdict<Reconciled>> {
  const adopt = adoptionOf(world, config);
  const { openOrders, balances, unadopted, ...verdict } = await reconcile(venue, stand.journal, {
    symbols: config.symbols,
    ids: clientOrderIds(stand.journal.installationKey, { venue: config.exchange, bot: config.name }),
    clock: world.clock,
    preflight: world.errand.verb !== 'start',
    ...(adopt === undefined ? {} : { adopt }),
    // The simulated exchange began with this run, so an order from before cannot be there.
    ...(config.mode === 'simulated' ? { simulatedSince: world.began } : {}),
  });
  // A preflight may pass over what a start wants declared; whoever reads it is told.
  const undeclared = unadopted.length > 0 && (await stand.journal.baseline()) === undefined;
  const evidence = { ...verdict.evidence, undeclared };
  return { ...verdict, evidence, proof: { openOrders, balances } };
}

function adoptionOf({ errand }: World, config: Config): Signed | undefined {
  if (config.mode === 'simulated') return { by: 'the simulator', reason: 'a simulated account is new at every start' };
  return errand.verb === 'start' ? errand.adopt : undefined;
}
