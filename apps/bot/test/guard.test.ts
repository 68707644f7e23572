import {
  type CancelOnly,
  type Clearance,
  issueClearance,
  type KeyPermissions,
  type Order,
  type Venue,
} from '@gatehouse/exchange-guard';
import { describe, expect, it, vi } from 'vitest';
import { awaitsAudit, setAuditLatch } from '../src/audit-latch.ts';
import { checkIds } from '../src/checklist.ts';
import { checkVenue } from '../src/checks/venue.ts';
import { Guard } from '../src/guard.ts';
import { keyWatcher } from '../src/key-watch.ts';
import type { Running } from '../src/running.ts';
import { clean, inside, logOf, orderOf, placeIn, proofs } from './support/inside.ts';

const minute = 60_000;
const leak = { ...clean, findings: [{ where: 'logs', path: 'a.log', field: 'secret' }] } as const;

interface Swept {
  cancelled: Order[];
  kept: Order[];
  gone: Order[];
  failed: { order: Order; says: string }[];
}
const swept = (changes: Partial<Swept> = {}): Swept => ({ cancelled: [], kept: [], gone: [], failed: [], ...changes });

/** A guard beside a real journal and a real exchange, with a clock that the test moves. */
async function guarded() {
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const house = await inside();
  const { config, journal, key, ids } = await proofs(house);
  const { proof } = await checkVenue(house.desk, config, key);
  const venue = proof as Venue;
  const clearance: Clearance = issueClearance({
    checks: checkIds.map((id) => ({ id, result: 'pass' })),
    fingerprint: key.fingerprint,
    permissions: {} as KeyPermissions,
    clock,
  });
  const cancelOwn = vi.fn(async (_: { keep: (order: Order) => boolean }) => swept());
  const { log, said } = logOf();
  const desk = { ...house.desk, clock };
  const running = { desk, log, config, journal, venue, clearance, epoch: 1, key, ids } as unknown as Running;
  const guard = new Guard(running, { cancelOwn } as unknown as CancelOnly);
  return {
    house,
    journal,
    ids,
    key,
    venue,
    clearance,
    cancelOwn,
    said,
    guard,
    state: () => clearance.state(clock()),
    until: () => clearance.until.getTime() - Date.now(),
    pass: (ms: number) => {
      ahead += ms;
    },
    /** Waits until the audit that a look began has come to its end. */
    audited: (count: number) =>
      expect.poll(async () => (await journal.entries({ kind: 're-audited' })).length).toBe(count),
    async [Symbol.asyncDispose]() {
      guard.stop();
      venue.close();
      await house[Symbol.asyncDispose]();
    },
  };
}

describe('a halt that somebody latched', () => {
  it('is obeyed once: all own orders are cancelled, and the trail says how many', async () => {
    await using one = await guarded();
    one.cancelOwn.mockResolvedValueOnce(swept({ cancelled: [orderOf()] }));
    const { id } = await one.journal.restrict({ kind: 'halt', by: 'me', reason: 'enough' });
    await one.guard.look();
    await one.guard.look();
    expect(one.cancelOwn).toHaveBeenCalledTimes(1);
    const [asked] = one.cancelOwn.mock.calls[0] ?? [];
    expect(asked?.keep(orderOf({ side: 'sell', reduceOnly: true }))).toBe(false);
    const entries = await one.journal.entries({ kind: 'halt-obeyed' });
    expect(entries.map(({ detail }) => detail)).toEqual([{ id, cancelled: 1, failed: 0 }]);
    expect(one.said.some((line) => line.includes(`resume ${id}`))).toBe(true);
  });

  it('is obeyed again when the exchange did not answer, until nothing is left, and not at every look', async () => {
    await using one = await guarded();
    one.cancelOwn.mockRejectedValueOnce(new Error('silent'));
    one.cancelOwn.mockResolvedValueOnce(swept({ failed: [{ order: orderOf(), says: 'no' }] }));
    await one.journal.restrict({ kind: 'halt', by: 'me', reason: 'enough' });
    for (const [calls, ms] of [
      [1, 0],
      [1, 9_000],
      [2, 1_000],
      [3, 10_000],
      [3, 60_000],
    ] as const) {
      one.pass(ms);
      await one.guard.look();
      expect(one.cancelOwn).toHaveBeenCalledTimes(calls);
    }
    const entries = await one.journal.entries({ kind: 'halt-obeyed' });
    expect(entries.map(({ detail }) => (detail as { failed: number }).failed)).toEqual([1, 1, 0]);
  });

  it('is not taken for done while an order may still appear: its cancel is repeated until that is settled', async () => {
    await using one = await guarded();
    await one.journal.takeLease({ holder: 'desk', fingerprint: one.key.fingerprint, atLeast: 0 });
    const own = one.ids.mint(1, 1);
    await placeIn(one.journal, own);
    await one.journal.recordOutcome(own, { status: 'unresolved', code: 'TIMEOUT', says: 'no answer', at: new Date() });
    await one.journal.restrict({ kind: 'halt', by: 'me', reason: 'enough' });
    const looks = async (ms: number): Promise<number> => {
      one.pass(ms);
      await one.guard.look();
      return one.cancelOwn.mock.calls.length;
    };
    // Nothing was left to cancel at any of these looks, as far as the exchange told.
    expect([await looks(0), await looks(9_000), await looks(1_000), await looks(10_000)]).toEqual([1, 1, 2, 3]);
    // It turned up after all, and was cancelled.
    one.cancelOwn.mockResolvedValueOnce(
      swept({ cancelled: [orderOf({ clientOrderId: own, status: 'cancelled', filled: '0' })] }),
    );
    expect(await looks(10_000)).toBe(4);
    expect((await one.journal.intent(own))?.status).toBe('cancelled');
    expect([await looks(10_000), await looks(60_000)]).toEqual([4, 4]);
  });

  it('that only reduces cancels nothing', async () => {
    await using one = await guarded();
    await one.journal.restrict({ kind: 'reduce', by: 'me', reason: 'careful' });
    await one.guard.look();
    expect(one.cancelOwn).not.toHaveBeenCalled();
  });
});

describe('an order of somebody else', () => {
  it('halts and revokes once per order', async () => {
    await using one = await guarded();
    const foreign = orderOf({ exchangeOrderId: '9' });
    await one.guard.judgeForeign([]);
    expect(one.state()).toBe('valid');
    await one.guard.judgeForeign([foreign]);
    await one.guard.judgeForeign([foreign]);
    const { state, restrictions } = await one.journal.standing();
    expect([one.state(), state, restrictions.length]).toEqual(['revoked', 'halted', 1]);
    await one.guard.judgeForeign([foreign, orderOf({ exchangeOrderId: '10' })]);
    expect((await one.journal.standing()).restrictions).toHaveLength(2);
  });

  it('that is over by now, or a position that the exchange closed, halts once for what it came to', async () => {
    await using one = await guarded();
    const off = { asset: 'BTC/USDT:USDT', by: '0.003' };
    await one.guard.judgePositions([]);
    expect(one.state()).toBe('valid');
    await one.guard.judgePositions([off]);
    await one.guard.judgePositions([off]);
    const { state, restrictions } = await one.journal.standing();
    expect([one.state(), state, restrictions.length]).toEqual(['revoked', 'halted', 1]);
    expect(restrictions[0]?.reason).toMatch(
      /^the position in BTC\/USDT:USDT is 0.003 contracts away from what own orders/,
    );
    await one.guard.judgePositions([{ ...off, by: '0.004' }]);
    expect((await one.journal.standing()).restrictions).toHaveLength(2);
  });

  it('is answered with cancels at once where the halt cannot be written', async () => {
    await using one = await guarded();
    await one.journal.close();
    await one.guard.judgeForeign([orderOf()]);
    expect([one.state(), one.cancelOwn.mock.calls.length]).toEqual(['revoked', 1]);
  });
});

describe('what the search finds after the start', () => {
  it('halts and revokes', async () => {
    await using one = await guarded();
    one.house.finishSearch(leak);
    await expect.poll(async () => (await one.journal.standing()).state).toBe('halted');
    expect(one.clearance.revokedBecause).toContain('a.log');
  });

  it('is only said when it is nothing', async () => {
    await using one = await guarded();
    one.house.finishSearch(clean);
    await one.guard.look();
    expect([one.state(), (await one.journal.standing()).state]).toEqual(['valid', 'active']);
  });
});

describe('the audit', () => {
  it('is made when it is due and not before, one at a time, and renews the clearance', async () => {
    await using one = await guarded();
    const asked = () => JSON.stringify(one.house.exchange.counts().requests);
    /** Looks, and gives an audit that should not be made the time to reach the exchange. */
    const lookAndWait = async () => {
      await one.guard.look();
      await new Promise((resolve) => setTimeout(resolve, 60));
    };
    const before = asked();
    await lookAndWait();
    one.pass(59 * minute);
    await lookAndWait();
    expect(asked()).toBe(before);

    one.pass(minute);
    const until = one.clearance.until;
    await Promise.all([one.guard.look(), one.guard.look()]);
    await one.audited(1);
    expect(one.clearance.until.getTime()).toBeGreaterThan(until.getTime() + 59 * minute);
    const once = asked();
    one.pass(59 * minute);
    await lookAndWait();
    expect(asked()).toBe(once);
    expect(await one.journal.entries({ kind: 're-audited' })).toHaveLength(1);
  });

  it.each([
    ['a key that can withdraw by now', { withdrawals: true }],
    ['a key that is bound to nothing by now', { ips: undefined }],
  ])('halts and revokes: %s', async (_, grant) => {
    await using one = await guarded();
    one.house.exchange.regrant(one.house.key.apiKey, grant);
    one.pass(60 * minute);
    await one.guard.look();
    await one.audited(1);
    expect([one.state(), (await one.journal.standing()).state]).toEqual(['revoked', 'halted']);
  });

  it('is made at once when somebody resumed, and only then lets trading go on', async () => {
    await using one = await guarded();
    await setAuditLatch(one.journal);
    await one.guard.look();
    await one.audited(1);
    await expect.poll(async () => (await one.journal.standing()).state).toBe('active');
  });

  it('that had begun before somebody resumed does not let trading go on: another one is made', async () => {
    await using one = await guarded();
    one.pass(60 * minute);
    // The resume comes while the audit is on its way: with the first thing that it writes.
    vi.spyOn(one.journal, 'lastKeySnapshot').mockImplementationOnce(async () => {
      await setAuditLatch(one.journal);
      one.house.exchange.regrant(one.house.key.apiKey, { withdrawals: true });
      return undefined;
    });
    await one.guard.look();
    await one.audited(1);
    expect((await one.journal.standing()).state).toBe('reducing');
    await one.guard.look();
    await one.audited(2);
    expect([one.state(), (await one.journal.standing()).state]).toEqual(['revoked', 'halted']);
  });

  it('finds a change again whose halt could not be written', async () => {
    await using one = await guarded();
    one.pass(60 * minute);
    await one.guard.look();
    await one.audited(1);
    one.house.exchange.regrant(one.house.key.apiKey, { createdAt: new Date(Date.now() - 5_000) });
    vi.spyOn(one.journal, 'restrict').mockRejectedValueOnce(new Error('busy'));
    one.pass(60 * minute);
    await one.guard.look();
    await one.audited(2);
    expect([one.state(), (await one.journal.standing()).state]).toEqual(['revoked', 'active']);
    one.pass(60 * minute);
    await one.guard.look();
    await one.audited(3);
    expect((await one.journal.standing()).restrictions).toMatchObject([{ kind: 'halt', by: keyWatcher }]);
  });

  it('lets nothing go on for a resumed key that can withdraw by now', async () => {
    await using one = await guarded();
    await setAuditLatch(one.journal);
    one.house.exchange.regrant(one.house.key.apiKey, { withdrawals: true });
    await one.guard.look();
    await one.audited(1);
    const { state, restrictions } = await one.journal.standing();
    expect([state, restrictions.some(awaitsAudit)]).toEqual(['halted', true]);
  });

  it('halts and revokes for a key within its policy that was made again under the same id', async () => {
    await using one = await guarded();
    one.pass(60 * minute);
    await one.guard.look();
    await one.audited(1);
    one.house.exchange.regrant(one.house.key.apiKey, { createdAt: new Date(Date.now() - 5_000) });
    one.pass(60 * minute);
    await one.guard.look();
    await one.audited(2);
    const { restrictions } = await one.journal.standing();
    expect(one.state()).toBe('revoked');
    expect(restrictions).toMatchObject([{ kind: 'halt', by: keyWatcher }]);
    expect(await one.journal.entries({ kind: 'alert' })).toHaveLength(1);
  });

  it('revokes also when nothing of it can be written', async () => {
    await using one = await guarded();
    vi.spyOn(one.journal, 'append').mockRejectedValue(new Error('full'));
    one.house.exchange.regrant(one.house.key.apiKey, { withdrawals: true });
    one.pass(60 * minute);
    await one.guard.look();
    await expect.poll(() => one.state()).toBe('revoked');
    await expect.poll(async () => (await one.journal.standing()).state).toBe('halted');
  });

  it('that could not be made renews and halts nothing, and is tried again after a minute', async () => {
    await using one = await guarded();
    const until = one.until();
    await one.house.exchange.close();
    one.pass(60 * minute);
    await one.guard.look();
    const failures = () => one.said.filter((line) => line.includes('could not be audited again')).length;
    await expect.poll(failures).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    await one.guard.look();
    one.pass(minute);
    await one.guard.look();
    await expect.poll(failures).toBe(2);
    expect(one.until()).toBeLessThanOrEqual(until);
    expect((await one.journal.standing()).state).toBe('active');
    one.pass(24 * 60 * minute);
    expect(one.state()).toBe('expired');
  });

  it('that ends after the run has stopped changes nothing', async () => {
    await using one = await guarded();
    one.house.exchange.regrant(one.house.key.apiKey, { withdrawals: true });
    one.pass(60 * minute);
    await one.guard.look();
    one.guard.stop();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([one.state(), (await one.journal.standing()).state]).toEqual(['valid', 'active']);
  });
});

describe('cancelling own orders', () => {
  it('writes what was cancelled, and goes on where the journal does not know or take it', async () => {
    await using one = await guarded();
    await one.journal.takeLease({ holder: 'desk', fingerprint: one.key.fingerprint, atLeast: 0 });
    const own = one.ids.mint(1, 1);
    await placeIn(one.journal, own);
    const cancelled = [orderOf({ clientOrderId: 'unknown' }), orderOf({ clientOrderId: own, status: 'cancelled' })];
    one.cancelOwn.mockResolvedValueOnce(swept({ cancelled }));
    expect((await one.guard.cancelOwn(() => false)).cancelled).toHaveLength(2);
    expect(await one.journal.intent(own)).toMatchObject({ status: 'cancelled', exchangeOrderId: '7' });
  });

  it('that could not even list them counts as failed', async () => {
    await using one = await guarded();
    one.cancelOwn.mockRejectedValueOnce(new Error('silent'));
    expect((await one.guard.cancelOwn(() => false)).failed).toHaveLength(1);
  });
});
