import type { Ending } from '../launcher.ts';
import { isRunning } from './running.ts';
import type { Short } from './short.ts';

/** Says what the bot is doing, from the journal alone: it works while the bot runs, and it takes nothing. */
export async function status({ config, folder, journal, print }: Short, json: boolean): Promise<Ending> {
  const running = await isRunning(folder);
  const [{ state, restrictions, epoch }, lease, open, unresolved, head, fills] = await Promise.all([
    journal.standing(),
    journal.lease(),
    journal.openIntents(),
    journal.unresolvedIntents(),
    journal.head(),
    journal.fills(),
  ]);
  const facts = {
    running,
    mode: config.mode,
    exchange: config.exchange,
    state,
    restrictions: restrictions.map(({ id, kind, by, reason, at }) => ({ id, kind, by, reason, at: at.toISOString() })),
    epoch,
    fingerprint: lease?.fingerprint ?? null,
    openOrders: open.length,
    unresolved: unresolved.length,
    fills: fills.length,
    head: head.anchor,
    entries: head.sequence,
  };
  if (json) {
    print(JSON.stringify(facts));
    return { code: 0 };
  }
  print(
    `${running ? 'running' : 'not running'}, ${config.mode} on ${config.exchange}, trading ${state}, epoch ${epoch}`,
  );
  for (const { id, kind, by, reason, at } of facts.restrictions) print(`  ${id}: ${kind} by ${by} at ${at}: ${reason}`);
  for (const intent of open) {
    print(
      `  ${intent.status}: ${intent.side} ${intent.amount} ${intent.symbol}${intent.price === undefined ? '' : ` at ${intent.price}`} (${intent.clientOrderId})`,
    );
  }
  print(
    `  ${facts.openOrders} open, ${facts.unresolved} unresolved, ${facts.fills} fills; trail ${facts.entries} entries, head ${facts.head}`,
  );
  return { code: 0 };
}
