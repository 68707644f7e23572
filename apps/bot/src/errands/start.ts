import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { clientOrderIds, issueClearance, openCancelOnly } from '@gatehouse/exchange-guard';
import type { Journal } from '@gatehouse/journal';
import { auditLatches, liftAuditLatches } from '../audit-latch.ts';
import type { Ending } from '../launcher.ts';
import { type Log, openLog } from '../log.ts';
import { describeOrder } from '../on-stop.ts';
import { type StartUp, startUp } from '../startup.ts';
import { version } from '../version.ts';
import type { Desk } from '../world.ts';
import { endingOf } from './preflight.ts';

/** Proves the keys, then trades. Nothing that could place an order exists before all ten checks have said yes. */
export async function start(desk: Desk): Promise<Ending> {
  const { log, close } = openLog({
    redactor: desk.redactor,
    folder: join(desk.state, 'logs'),
    name: 'bot',
    screen: desk.screen,
    write: desk.write,
    clock: desk.clock,
  });
  try {
    log.info({ lines: [`Gatehouse ${version}`], quiet: desk.screen === 'lines' }, 'start');
    const result = await startUp(desk, ({ id, ...line }) =>
      log[levels[line.result]]({ check: id, ...line }, line.says),
    );
    const { config, stand, key, venue, permissions, writer, reconciled } = result;
    if (!result.cleared || !config || !stand || !key || !venue || !permissions || !writer || !reconciled) {
      await showOwnOrders(desk, log, result);
      await stand?.journal.close();
      return endingOf(result);
    }

    const { journal } = stand;
    const ids = clientOrderIds(journal.installationKey, { venue: config.exchange, bot: config.name });
    const epochs = reconciled.openOrders.map((order) => ids.verify(order.clientOrderId)?.epoch ?? 0);
    const lease = await journal.takeLease({
      holder: `process ${process.pid}`,
      fingerprint: key.fingerprint,
      atLeast: Math.max(0, ...epochs),
    });
    const clearance = issueClearance({
      checks: result.lines,
      fingerprint: key.fingerprint,
      permissions,
      clock: desk.clock,
    });
    await journal.append('cleared', {
      fingerprint: key.fingerprint,
      epoch: lease.epoch,
      checks: result.lines.map((line) => `${line.id} ${line.result}`),
    });
    // One that was set while the checks ran waits for the guard's next audit.
    const latches = await auditLatches(journal);
    await liftAuditLatches(
      journal,
      latches.filter(({ at }) => at.getTime() < desk.began.getTime()),
    );
    log.info({ fingerprint: key.fingerprint, epoch: lease.epoch }, 'cleared: the gate is open');
    // Not needed to prove anything, so a refusal does not wait for it.
    const { run } = await import('../run.ts');
    // Everything that will ever be imported is imported; what is on disk is nobody's business from here on.
    dropReading();

    const { epoch } = lease;
    const ending = await run({ desk, log, config, journal, venue, clearance, epoch, key, ids, reconciled });
    await signOff(journal, log);
    writer.release();
    return ending;
  } finally {
    close();
  }
}

/** A disk that is full by now takes nothing back of what the run ended with. */
async function signOff(journal: Journal, log: Log): Promise<void> {
  try {
    await journal.releaseLease();
    const head = await journal.checkpoint();
    log.info({ head: head.anchor }, 'the trail ends here');
  } catch (error) {
    log.warn({ err: error }, 'the end of the run is not in the trail: the next start says so');
  }
  await journal.close();
}

const levels = { pass: 'info', warn: 'warn', fail: 'error', skipped: 'warn' } as const;

/** What was compiled is kept while it can be: the cache needs to read its own folder. */
function dropReading(): void {
  flushCompileCache();
  const permission = process.permission as { drop?: (scope: string) => void } | undefined;
  permission?.drop?.('fs.read');
}

/** A refused start leaves orders of an earlier run where they are; it says which, and what cancels them. */
async function showOwnOrders(desk: Desk, log: Log, { config, stand, venue }: StartUp): Promise<void> {
  if (config === undefined || stand === undefined || venue === undefined) return;
  const ids = clientOrderIds(stand.journal.installationKey, { venue: config.exchange, bot: config.name });
  const own = await openCancelOnly({ venue, ids, clock: desk.clock })
    .listOwn()
    .catch(() => []);
  for (const order of own) log.warn({ id: order.clientOrderId }, `still open: ${describeOrder(order)}`);
  if (own.length > 0) log.warn('`pnpm bot halt --by NAME --reason TEXT` cancels them');
}
