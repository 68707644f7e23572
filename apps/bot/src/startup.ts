import type { Config } from '@gatehouse/config';
import { type KeyPermissions, takesOrders, type Venue } from '@gatehouse/exchange-guard';
import { type CheckLine, Checklist } from './checklist.ts';
import { checkAddressOf, observe, type Seen } from './checks/address.ts';
import { checkConfig } from './checks/config.ts';
import { checkCredentials } from './checks/credentials.ts';
import { withKnownExchange } from './checks/exchange.ts';
import { checkHost } from './checks/host.ts';
import { withKnownMarket } from './checks/market.ts';
import { checkOwnKeyLeak } from './checks/own-key-leak.ts';
import { checkPermissions } from './checks/permissions.ts';
import { checkReconcile, type Reconciled } from './checks/reconcile.ts';
import { checkRotationOf } from './checks/rotation.ts';
import { checkSoleWriter, type SoleWriter } from './checks/sole-writer.ts';
import { withStrategyFile } from './checks/strategy.ts';
import { checkVenue } from './checks/venue.ts';
import type { KeyInHand, Stand, World } from './world.ts';

/** What `reconcile` needs besides the checks before it, as it reads on its line. */
export const anExchangeForOrders = 'an exchange that orders can go to';

/** What the ten checks have proven, and the lines that say so. Whatever is missing was not proven. */
export interface StartUp {
  readonly lines: readonly CheckLine[];
  readonly cleared: boolean;
  readonly config: Config | undefined;
  readonly stand: Stand | undefined;
  readonly key: KeyInHand | undefined;
  readonly venue: Venue | undefined;
  readonly permissions: KeyPermissions | undefined;
  readonly address: Seen | undefined;
  readonly writer: SoleWriter | undefined;
  readonly reconciled: Reconciled | undefined;
}

/**
 * THE CHECKLIST. One line per check, top to bottom; each takes what earlier ones have proven, so the order cannot be
 * changed by accident, and waits for nothing else, so evidence is gathered side by side.
 */
export async function startUp(world: World, report: (line: CheckLine) => void): Promise<StartUp> {
  const list = new Checklist(report);

  const config = list.check('config', {}, () =>
    withKnownExchange(world, withKnownMarket(withStrategyFile(world, checkConfig(world)))),
  );
  const host = list.check('host', { config }, (proven) => checkHost(world, proven.config));
  const credentials = list.check('credentials', { config, host }, (proven) =>
    checkCredentials(world, proven.config, proven.host),
  );
  const leak = list.check('own-key-leak', { host, credentials }, (proven) =>
    checkOwnKeyLeak(world, proven.credentials),
  );
  const connection = list.check('connection', { config, credentials }, (proven) =>
    checkVenue(world, proven.config, proven.credentials),
  );
  const address = connection.then(async (venue) => observe(world, await config, venue));
  const permissions = list.check('permissions', { config, host, credentials, connection }, (proven) =>
    checkPermissions(world, proven.config, proven.host, proven.credentials, proven.connection, () => address),
  );
  const rotation = list.check('rotation', { config, host, credentials, permissions }, (proven) =>
    checkRotationOf(world, proven.config, proven.host, proven.credentials, proven.permissions),
  );
  const ip = list.check('ip', { config, host, credentials, permissions, address }, (proven) =>
    checkAddressOf(proven.config, proven.host, proven.credentials, proven.permissions, proven.address),
  );
  const writer = list.check('sole-writer', { config, host, credentials }, (proven) =>
    checkSoleWriter(world, proven.config, proven.host, proven.credentials),
  );
  const ordering = config.then((proven) => (proven !== undefined && takesOrders(proven.exchange) ? true : undefined));
  const reconciled = list.check(
    'reconcile',
    { config, host, connection, permissions, 'sole-writer': writer, [anExchangeForOrders]: ordering },
    (proven) => checkReconcile(world, proven.config, proven.host, proven.connection),
  );

  await Promise.all([leak, rotation, ip, reconciled]);
  const { lines } = list;
  return {
    lines,
    cleared: lines.every((line) => line.result === 'pass' || line.result === 'warn'),
    config: await config,
    stand: await host,
    key: await credentials,
    venue: await connection,
    permissions: await permissions,
    // Why it could not be asked for stands on the line of `ip`; the list is whole all the same.
    address: await address.catch(() => undefined),
    writer: await writer,
    reconciled: await reconciled,
  };
}
