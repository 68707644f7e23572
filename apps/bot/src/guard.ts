import { auditPermissions, type CancelOnly, type Order, type Synced } from '@gatehouse/exchange-guard';
import { auditLatches, awaitsAudit, liftAuditLatches } from './audit-latch.ts';
import { addressesOf, judgeAddress, observe } from './checks/address.ts';
import { judgeSearch } from './checks/own-key-leak.ts';
import { haltFor, keepNews, keepSeenFrom, keyWatcher, readNews } from './key-watch.ts';
import { describeOrder } from './on-stop.ts';
import type { Running } from './running.ts';

/** How soon an audit that could not be made is tried again. */
const retryMs = 60_000;

/** How soon own orders that a halt could not cancel are tried again. */
const cancelAgainMs = 10_000;

/**
 * What goes on being proven while the bot trades: halts that somebody latched are obeyed, the key is audited again on
 * a timer, and a late finding of the search for leaks halts.
 */
export class Guard {
  readonly #with: Running;
  readonly #cancelOnly: CancelOnly;
  readonly #foreign = new Set<string>();
  readonly #astray = new Set<string>();
  #obeyed = new Set<string>();
  /** Latches of a `resume` that an audit was already asked for: one that could not be made is tried again in its time. */
  readonly #resumed = new Set<string>();
  #cancelAgain = 0;
  #nextAudit: number;
  #auditing = false;
  #stopped = false;

  constructor(running: Running, cancelOnly: CancelOnly) {
    this.#with = running;
    this.#cancelOnly = cancelOnly;
    this.#nextAudit = running.desk.clock().getTime() + running.config.reauditMinutes * 60_000;
    running.desk.courier.onRest((result) => {
      if (result === 'unfinished') {
        running.log.warn(
          'the search for leaks of the key ended before it had looked everywhere; the next start looks again',
        );
        return;
      }
      const verdict = judgeSearch(result);
      if (verdict.result === 'fail') void this.#halt(verdict.says);
      else running.log.info(verdict.says);
    });
  }

  /** One look: obeys what is latched, and starts a re-audit when one is due. Cancelling needs no clearance. */
  async look(): Promise<void> {
    const { journal, desk, log } = this.#with;
    const { restrictions } = await journal.standing();
    for (const restriction of restrictions) {
      if (restriction.kind !== 'halt' || this.#obeyed.has(restriction.id)) continue;
      if (desk.clock().getTime() < this.#cancelAgain) break;
      const { cancelled, failed } = await this.cancelOwn(() => false);
      // Obeyed when nothing is left: an exchange that did not answer is asked again, and an order that may still appear
      // is waited for.
      const unresolved = await journal.unresolvedIntents().catch(() => []);
      if (failed.length === 0 && unresolved.length === 0) this.#obeyed.add(restriction.id);
      else this.#cancelAgain = desk.clock().getTime() + cancelAgainMs;
      await journal.append('halt-obeyed', { id: restriction.id, cancelled: cancelled.length, failed: failed.length });
      log.error(
        { halt: restriction.id, by: restriction.by },
        `halted: ${restriction.reason}; ${cancelled.length} own orders cancelled; \`pnpm bot resume ${restriction.id} --by NAME --reason TEXT\` lifts it`,
      );
    }
    this.#obeyed = new Set([...this.#obeyed].filter((id) => restrictions.some((restriction) => restriction.id === id)));
    // An audit that is under way began before this latch: another one is made after it.
    const resumed = restrictions.filter((each) => awaitsAudit(each) && !this.#resumed.has(each.id));
    if (resumed.length > 0 && !this.#auditing) {
      for (const { id } of resumed) this.#resumed.add(id);
      this.#nextAudit = 0;
    }
    if (desk.clock().getTime() >= this.#nextAudit && !this.#auditing) void this.#audit();
  }

  /** An open order that is neither own nor adopted: somebody else trades with this account, or with this key. */
  async judgeForeign(orders: readonly Order[]): Promise<void> {
    const news = orders.filter((order) => !this.#foreign.has(order.exchangeOrderId));
    if (news.length === 0) return;
    for (const order of news) this.#foreign.add(order.exchangeOrderId);
    await this.#halt(`somebody else placed an order on this account: ${news.map(describeOrder).join('; ')}`);
  }

  /** A position that own executions do not come to: somebody else traded, or the exchange closed it. */
  async judgePositions(astray: Synced['astray']): Promise<void> {
    const news = astray.map(({ asset, by }) => `the position in ${asset} is ${by} contracts away`);
    const unsaid = news.filter((each) => !this.#astray.has(each));
    if (unsaid.length === 0) return;
    for (const each of unsaid) this.#astray.add(each);
    const what = 'from what own orders came to: somebody else traded, or the exchange closed it';
    await this.#halt(`${unsaid.join(', ')} ${what}`);
  }

  async cancelOwn(keep: (order: Order) => boolean) {
    const { journal, desk, log } = this.#with;
    const result = await this.#cancelOnly.cancelOwn({ keep }).catch((error: unknown) => {
      log.error({ err: error }, 'own open orders could not be listed');
      return { cancelled: [], kept: [], failed: [{}] as never[] };
    });
    for (const order of result.cancelled) {
      // An order of somebody else may carry an id of ours; its end is not the end of ours.
      const known = (await journal.intent(order.clientOrderId).catch(() => undefined))?.exchangeOrderId;
      if (known !== undefined && known !== order.exchangeOrderId) continue;
      await journal
        .recordOutcome(order.clientOrderId, {
          status: 'cancelled',
          exchangeOrderId: order.exchangeOrderId,
          filled: order.filled,
          at: desk.clock(),
        })
        .catch((error: unknown) => log.warn({ err: error }, 'a cancel could not be written to the journal'));
    }
    return result;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Proven excess or a lost binding halts and revokes. An audit that could not be made lets the clearance run out. */
  async #audit(): Promise<void> {
    const { desk, config, venue, clearance, key, journal, log } = this.#with;
    this.#auditing = true;
    let nextMs = retryMs;
    try {
      const latches = await auditLatches(journal);
      const { permissions, ...verdict } = await auditPermissions(venue, {
        need: config.market,
        acceptUnknown: config.acceptUnknown,
        clock: desk.clock,
      });
      if (this.#stopped) return;
      if (permissions === undefined) {
        log.warn(`the key could not be audited again: ${verdict.says}`);
        return;
      }
      const seen = await observe(desk, config, venue);
      if (seen === undefined) return;
      const address = await judgeAddress(config, { journal }, key, permissions, seen);
      const failed = [verdict, address].find(({ result }) => result === 'fail');
      const { fingerprint } = key;
      const news = await readNews({
        journal,
        fingerprint,
        permissions,
        passed: failed === undefined,
        now: desk.clock(),
      });
      nextMs = config.reauditMinutes * 60_000;
      // Acted upon before it is written: a full disk must not keep a key that can withdraw at work.
      if (failed !== undefined) await this.#halt(failed.says);
      const isLatched = news.against === undefined || (await this.#halt(news.against, keyWatcher));
      for (const { says } of news.changes) log.warn(`since its last audit the key ${says}`);
      if (news.ending !== undefined) {
        log.warn(`the key ends at the exchange in ${news.ending.daysLeft} days: rotate it before`);
      }
      if (clearance.revokedBecause !== undefined) {
        log.warn(`no order goes out in this run (${clearance.revokedBecause}): start the bot again`);
      } else if (failed === undefined) {
        clearance.renew({ result: verdict.result, permissions, fingerprint });
        await liftAuditLatches(journal, latches);
      }
      // A change whose halt could not be written is kept from nobody: the next look finds it again.
      if (isLatched) await keepNews(journal, fingerprint, news);
      if (address.result !== 'fail') await keepSeenFrom(journal, fingerprint, addressesOf(seen));
      if (address.result === 'warn') log.warn(address.says);
      await journal.append('re-audited', { permissions: verdict.result, ip: address.result });
    } catch (error) {
      log.warn({ err: error }, 'the key could not be audited again');
    } finally {
      this.#auditing = false;
      // Soon again when it could not be made: a clearance that runs out stops all but what makes exposure smaller.
      this.#nextAudit = desk.clock().getTime() + nextMs;
    }
  }

  /** Revokes and latches; false when the halt could not be written. */
  async #halt(reason: string, by = 'the desk'): Promise<boolean> {
    const { clearance, journal, log } = this.#with;
    clearance.revoke(reason);
    try {
      await (by === keyWatcher ? haltFor(journal, reason) : journal.restrict({ kind: 'halt', by, reason }));
      return true;
    } catch (error) {
      log.error({ err: error }, `the halt could not be written: ${reason}`);
      // Nobody will find it latched, so its orders are looked after now.
      await this.cancelOwn(() => false);
      return false;
    }
  }
}
