import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '@gatehouse/config';
import { allowEgress, clientOrderIds, hostsOf, openCancelOnly, openVenue } from '@gatehouse/exchange-guard';
import { openJournal } from '@gatehouse/journal';
import { checkConfig } from '../checks/config.ts';
import { checkCredentials } from '../checks/credentials.ts';
import { CourierRefusal } from '../courier-line.ts';
import type { Ending } from '../launcher.ts';
import { describeOrder, keptBy } from '../on-stop.ts';
import { type Desk, realmOf, type Stand } from '../world.ts';

/**
 * Looks after own open orders when no other desk can: after a halt while the bot is down, and after a desk that died.
 * It needs the credentials and nothing else: no clearance, no lease, no whole journal.
 */
export async function tidy(desk: Desk): Promise<Ending> {
  if (desk.errand.verb !== 'tidy') throw new Error('this errand is another one');
  const { proof: config, says, fix } = await checkConfig(desk);
  if (config === undefined) return { code: 2, says, ...(fix === undefined ? {} : { fix }) };
  const stand = await openStand(desk, config);
  const key = await checkCredentials(desk, config, stand).catch(unfetched);
  if (key.proof === undefined) return { code: 1, says: key.says, ...(key.fix === undefined ? {} : { fix: key.fix }) };

  const url = config.mode === 'simulated' ? await desk.simulator(config).url() : config.exchangeUrl;
  allowEgress(await hostsOf(config.exchange, url));
  const venue = await openVenue({
    exchange: config.exchange,
    market: config.market,
    account: config.account,
    credentials: key.proof.credentials,
    ...(url === undefined ? {} : { exchangeUrl: url }),
    clock: desk.clock,
    bot: config.name,
    symbols: config.symbols,
  });
  const { journal } = stand;
  const ids = clientOrderIds(journal.installationKey, { venue: config.exchange, bot: config.name });
  const cancelOnly = openCancelOnly({ venue, ids, clock: desk.clock });
  // A halt cancels all own orders; a desk that died leaves what the configuration says a stop leaves.
  const keep = desk.errand.why === 'halt' ? () => false : await keptBy(config.onStop, journal, config.market);
  const swept = await persistently(() => cancelOnly.cancelOwn({ keep }));
  if (typeof swept === 'string') {
    await journal.close();
    return { code: 1, says: `Own open orders could not be listed: ${swept}`, fix: byHand };
  }
  const { cancelled, kept, failed } = swept;
  for (const order of cancelled)
    await journal
      .recordOutcome(order.clientOrderId, { status: 'cancelled', filled: order.filled, at: desk.clock() })
      .catch(() => undefined);
  await journal
    .append('orders-cancelled', {
      why: desk.errand.why,
      cancelled: cancelled.length,
      kept: kept.length,
      failed: failed.length,
    })
    .catch(() => undefined);
  for (const order of kept) desk.write(`  left open: ${describeOrder(order)} (${order.clientOrderId})\n`);
  await journal.close();
  const counts = `${cancelled.length} own open orders cancelled, ${kept.length} left`;
  if (failed.length === 0) return { code: 0, says: `${counts}.` };
  return {
    code: 1,
    says: `${counts}, ${failed.length} could not be cancelled.`,
    fix: byHand,
  };
}

/** Without the key nothing can be cancelled from here: that is a place to put it, and no defect. */
function unfetched(error: unknown): { says: string; fix: string; proof?: never } {
  if (!(error instanceof CourierRefusal)) throw error;
  return {
    says: `No order was cancelled, because the key could not be fetched: ${error.message}`,
    fix: 'Put the key where it belongs and halt again, or cancel on the exchange’s own page.',
  };
}

const byHand = 'Cancel them on the exchange’s own page now, then run this again.';

/** One answer that fails is no reason to leave orders alone: it asks for some seconds before it gives up. */
async function persistently<T>(sweep: () => Promise<T>): Promise<T | string> {
  let says = '';
  for (const waitMs of [0, 500, 1_500, 3_000]) {
    await sleep(waitMs);
    try {
      return await sweep();
    } catch (error) {
      says = sentenceOf(error);
    }
  }
  return says;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : 'the exchange did not answer.';
}

/** The journal is needed for the key under which own ids verify; a disk that is full or damaged need not be written. */
async function openStand(desk: Desk, config: Config): Promise<Stand> {
  const realm = realmOf(config);
  const folder = join(desk.state, realm);
  const options = { folder, installationKeyFile: join(folder, 'installation.key'), clock: desk.clock, actor: 'tidy' };
  const journal = await openJournal(options).catch(() => openJournal({ ...options, readOnly: true }));
  return { realm, folder, journal };
}
