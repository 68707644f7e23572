import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Journal } from '../src/index.ts';
import { fillFor, fingerprint, intentFor, leaseRequest, place } from './fixture.ts';

type Move = (journal: Journal, now: Date, order: string) => Promise<unknown>;

const outcome =
  (status: string, filled?: string): Move =>
  async (journal, at, order) => {
    if (await journal.intent(order))
      await journal.recordOutcome(order, { status, at, ...(filled && { filled }) } as never);
  };

/** Every verb, also where it may refuse: a refused verb leaves no trace. */
const moves: readonly Move[] = [
  (journal) => journal.takeLease(leaseRequest),
  (journal) => journal.releaseLease(),
  (journal) => journal.intend((ledger) => intentFor(ledger, { reason: 'ünïcode "quoted" \u0000 \ud800' })),
  (journal) => journal.intend(() => ({ refused: true, control: 'x' })),
  (journal, _, order) => journal.recordSent(order, 1),
  (journal, _, order) => journal.recordSent(order, 2),
  outcome('open', '0.001'),
  outcome('filled', '0.01'),
  outcome('unresolved'),
  outcome('cancelled'),
  (journal, at, order) => journal.recordFill(fillFor(order, { at })),
  (journal, _, order) => journal.recordCancel(order, { by: 'desk', reason: 'x' }),
  (journal, _, id) => journal.settle({ id, as: 'cancelled', by: 'anna', reason: 'x' }),
  (journal) => journal.restrict({ kind: 'reduce', by: 'anna', reason: 'x' }),
  (journal) => journal.lift({ id: 'R-1', by: 'anna', reason: 'x' }),
  (journal) => journal.recordKeySnapshot(fingerprint, { '10': 1, '2': [null, 'x', 1e21, -0], __proto__: null }),
  (journal, at) => journal.recordRotation({ fingerprint, createdAt: at, recordedAt: at, by: 'anna', note: 'x' }),
  (journal, at) => journal.adoptBaseline({ balances: { BTC: '1' }, orders: [], by: 'anna', reason: 'x', at }),
  (journal, at) => journal.remember('a', at.getTime()),
  (journal) => journal.append('started', {}),
];

it('the tables are what the trail says, after any sequence of verbs by two writers', async () => {
  const step = fc.tuple(fc.constantFrom(...moves), fc.boolean(), fc.integer({ min: 1, max: 4 }));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (script) => {
      using home = place();
      const [desk, command] = [await home.open(), await home.open({ actor: 'halt' })];
      await desk.takeLease(leaseRequest);
      for (const [move, byCommand, order] of script) {
        home.clock.pass(500);
        await move(byCommand ? command : desk, home.clock(), `order-${order}`).catch((error) => {
          expect(error.code).toMatch(/^(LEASE_NOT_HELD|INTENT_UNKNOWN|INTENT_SETTLED|RESTRICTION_UNKNOWN)$/);
        });
      }
      expect(await desk.verifyTrail()).toMatchObject({ whole: true });
      expect(await desk.integrity()).toEqual({ whole: true });
      await Promise.all([desk.close(), command.close()]);
    }),
    { numRuns: 25 },
  );
});
