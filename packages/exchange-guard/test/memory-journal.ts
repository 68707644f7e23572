import { createSecretKey, randomBytes } from 'node:crypto';
import type { Baseline, Fill, Intent, IntentRow, Journal, Ledger, Outcome, Standing } from '@gatehouse/journal';

/** The part of a journal that the gate uses, in memory: for timing, and for tests that break it on purpose. */
export function memoryJournal(clock: () => Date) {
  const rows = new Map<string, IntentRow>();
  const fills: Fill[] = [];
  const trail: { readonly kind: string; readonly detail: unknown }[] = [];
  let sequence = 0;
  let standing: Standing = { state: 'active', restrictions: [], epoch: 1 };
  let baseline: Baseline | undefined;
  let broken: Error | undefined;
  const working = ['intended', 'sent', 'open', 'unresolved'];
  const write = (): void => {
    if (broken !== undefined) throw broken;
  };

  const journal = {
    installationKey: createSecretKey(randomBytes(32)),
    firstRun: true,
    async intend<R>(decide: (ledger: Ledger) => Intent | R): Promise<Intent | R> {
      write();
      const decided = decide({
        now: clock(),
        leased: true,
        standing,
        epoch: standing.epoch,
        nextSequence: sequence + 1,
        open: [...rows.values()].filter(({ status }) => working.includes(status)),
        recent: [...rows.values()],
        touched: [...rows.values()],
        messagesSince: (at) => [...rows.values()].filter(({ createdAt }) => createdAt >= at).length,
      });
      if (typeof decided === 'object' && decided !== null && 'clientOrderId' in decided) {
        const intent = decided as Intent;
        sequence += 1;
        const now = clock();
        rows.set(intent.clientOrderId, {
          ...intent,
          status: 'intended',
          createdAt: now,
          updatedAt: now,
          attempts: 1,
          filled: '0',
          entry: sequence,
        });
      } else trail.push({ kind: 'decided', detail: decided });
      return decided;
    },
    async recordSent(id: string, attempt: number) {
      write();
      trail.push({ kind: 'sent', detail: { id, attempt } });
    },
    async recordOutcome(id: string, outcome: Outcome) {
      write();
      const row = rows.get(id);
      if (row !== undefined) rows.set(id, { ...row, ...outcome });
      return true;
    },
    async recordFill(fill: Fill) {
      write();
      if (fills.some(({ tradeId }) => tradeId === fill.tradeId)) return false;
      fills.push(fill);
      return true;
    },
    async recordCancel() {
      write();
    },
    async append(kind: string, detail: unknown) {
      write();
      trail.push({ kind, detail });
    },
    async adoptBaseline(adopted: Baseline) {
      write();
      baseline = adopted;
    },
    baseline: async () => baseline,
    standing: async () => standing,
    intent: async (id: string) => rows.get(id),
    openIntents: async () => [...rows.values()].filter(({ status }) => working.includes(status)),
    unresolvedIntents: async () => [...rows.values()].filter(({ status }) => status === 'unresolved'),
    fills: async (filter: { readonly clientOrderId?: string; readonly symbol?: string } = {}) =>
      fills.filter(
        (fill) =>
          (filter.clientOrderId === undefined || fill.clientOrderId === filter.clientOrderId) &&
          (filter.symbol === undefined || fill.symbol === filter.symbol),
      ),
  };

  return {
    journal: journal as unknown as Journal,
    rows,
    trail,
    fills,
    set(next: Partial<Standing>): void {
      standing = { ...standing, ...next };
    },
    break(error: Error | undefined): void {
      broken = error;
    },
    forget(): void {
      rows.clear();
    },
  };
}
