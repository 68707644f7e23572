import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApprovedOrder, approve } from '../../src/approved-order.ts';
import { doorListOf } from '../../src/door-list.ts';
import { auditPermissions, exchangeView, openCancelOnly } from '../../src/index.ts';
import { doorsOf } from '../../src/inner-doors.ts';
import { Permits } from '../../src/permits.ts';
import { marketOf } from '../../src/venues/row.ts';
import { accountsAt, marketsAt, venueIds, venueRow } from '../../src/venues.ts';
import { dialects } from './dialects.ts';
import { auditing, buyAt, held, house, idOf, lots, rowOf, symbolOf } from './opened.ts';
import type { Call, Dialect } from './there.ts';

describe('the exchanges that orders can be placed at', () => {
  it('each have a dialect here, but the one with tests of its own', () => {
    const played = new Set(['binance', ...dialects.map(({ exchange }) => exchange)]);
    expect([...played].sort()).toEqual([...venueIds].sort());
    for (const exchange of venueIds.filter((id) => id !== 'binance')) {
      const rows = marketsAt(exchange).flatMap((market) =>
        accountsAt(exchange).map((account) => venueRow(exchange, market, account)),
      );
      const here = dialects.filter((dialect) => dialect.exchange === exchange);
      expect(new Set(here.map(rowOf)), exchange).toEqual(new Set(rows));
    }
  });
});

describe.each(
  dialects
    .filter(({ twinOf }) => twinOf === undefined)
    .map((dialect) => [dialect.played ?? dialect.exchange, dialect] as const),
)('at %s', (_exchange, dialect) => {
  const symbol = symbolOf(dialect);
  const buy = buyAt(dialect);
  const [one, two, three] = [lots(dialect, 1), lots(dialect, 2), lots(dialect, 3)] as const;
  const need = marketOf(rowOf(dialect));

  // What needs no markets comes first: from then on the venue that all scenes share has them.
  it('own orders are found and cancelled without markets, on every page, and those of others are left', async () => {
    const { there, venue, ids, clock } = await house(dialect, { loaded: false });
    const wanted = { side: 'buy', kind: 'limit', amount: one, price: '99500', time: 'GTC' } as const;
    for (let n = 0; n < 130; n += 1) there.book.place({ ...wanted, clientId: `somebody-else-${n}` });
    const own = [1, 2, 3].map((n) => there.book.place({ ...wanted, clientId: ids.mint(1, n) }));
    const { cancelled, failed, gone } = await openCancelOnly({ venue, ids, clock }).cancelOwn();
    expect(failed).toEqual([]);
    expect([cancelled.length, gone.length]).toEqual([3, 0]);
    expect(own.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(there.book.open).toHaveLength(130);
    // Cancels leave together, unless each has to wait for the answer to the one before.
    if (rowOf(dialect).inTurn === true) expect(there.atOnce).toBe(1);
    else expect(there.atOnce).toBeGreaterThan(1);
    expect(there.calls.filter((call) => dialect.isPublic(call))).toEqual([]);
  });

  it.runIf(dialect.unfit !== undefined)('an account that would read orders in another way does not pass', async () => {
    const { there, venue, clock } = await house(dialect, { loaded: false });
    there.next.set(auditing(dialect), [dialect.unfit as never]);
    const acceptUnknown = { [dialect.exchange]: dialect.acceptUnknown };
    const verdict = await auditPermissions(venue, { need, acceptUnknown, clock });
    expect(verdict).toMatchObject({
      result: 'fail',
      evidence: { unfit: true },
      says: expect.stringMatching(/account/),
    });
  });

  it('each trouble with a key has a sentence of its own, and what to do', async () => {
    const { there, venue, clock } = await house(dialect, { loaded: false });
    const acceptUnknown = { [dialect.exchange]: dialect.acceptUnknown };
    const sentences = new Map<string, string>();
    for (const [trouble, reply] of Object.entries(dialect.troubles)) {
      there.next.set(auditing(dialect), [reply]);
      const verdict = await auditPermissions(venue, { need, acceptUnknown, clock });
      expect(verdict.result, trouble).toBe('fail');
      expect(sentences.get(verdict.says), `${trouble} sounds like another`).toBeUndefined();
      expect(verdict.says, trouble).toContain(rowOf(dialect).title);
      expect(verdict.fix).not.toBe('');
      sentences.set(verdict.says, trouble);
    }
  });

  it('the key is audited first, and no key is sent to load the markets unless it must be', async () => {
    const { there, venue, clock } = await house(dialect, { loaded: false });
    const acceptUnknown = { [dialect.exchange]: dialect.acceptUnknown };
    const audit = await auditPermissions(venue, { need, acceptUnknown, clock });
    expect(audit.result, audit.says).toMatch(/^(?:pass|warn)$/);
    expect(await exchangeView(venue)).toBe(dialect.seesUs);
    there.calls.length = 0;
    await venue.loadMarkets();
    expect(there.calls.length).toBeGreaterThan(0);
    const signed = there.calls.filter((call) => !dialect.isPublic(call));
    expect(signed.map(({ method, path }) => `${method} ${path}`)).toEqual(dialect.loads ?? []);
    expect(venue.instrument(symbol)).toMatchObject({ marketId: dialect.marketId, base: 'BTC', active: true });
    expect((await venue.serverTime()).skewMs).toBeLessThan(3000);
    expect(Number((await venue.reference(symbol)).mid)).toBe(100_000);
    expect((await venue.candles(symbol, '1m')).length).toBeGreaterThan(0);
    expect(await venue.balances()).toMatchObject(
      dialect.settle === undefined ? { BTC: { total: '0.5' } } : { [dialect.settle]: { total: '10000' } },
    );
  });

  it('a limit order is placed as approved, read back, and cancelled by what can only cancel', async () => {
    const house_ = await house(dialect);
    const { there, venue, gate, ids, clock } = house_;
    const id = idOf(
      await gate.submit({ ...buy, amount: `${one}${one.includes('.') ? '' : '.'}0000009`, price: '99500.0009' }),
    );
    expect(held(house_, id)).toMatchObject({
      side: 'buy',
      kind: 'limit',
      amount: one,
      price: '99500',
      time: 'GTC',
      status: 'open',
    });
    const here = {
      clientOrderId: id,
      exchangeOrderId: held(house_, id).id,
      symbol,
      side: 'buy',
      kind: 'limit',
      amount: one,
      price: '99500',
      filled: '0',
      status: 'open',
    };
    expect(await venue.order(symbol, id)).toMatchObject(here);
    expect(await venue.openOrders(symbol)).toMatchObject([here]);
    expect((await gate.sync()).orders).toMatchObject([here]);

    const cancelOnly = openCancelOnly({ venue, ids, clock });
    const { cancelled, failed } = await cancelOnly.cancelOwn();
    expect(failed).toEqual([]);
    expect(cancelled).toMatchObject([{ clientOrderId: id, status: 'cancelled' }]);
    expect(held(house_, id).status).toBe('cancelled');
    expect(await cancelOnly.cancel({ clientOrderId: id, marketId: dialect.marketId })).toBeUndefined();
    expect(await venue.order(symbol, id)).toMatchObject({ status: 'cancelled' });
    expect(there.book.orders).toHaveLength(1);
  });

  it('a cancel through the gate ends the order, and a second one finds it gone', async () => {
    const house_ = await house(dialect);
    const id = idOf(await house_.gate.submit(buy));
    expect(await house_.gate.cancel(id)).toMatchObject({ outcome: 'cancelled', order: { status: 'cancelled' } });
    expect(await house_.gate.cancel(id)).toMatchObject({ outcome: 'gone' });
    expect(house_.memory.rows.get(id)?.status).toBe('cancelled');
    // One that was filled before the cancel came.
    const filled = idOf(await house_.gate.submit({ ...buy, amount: two }));
    held(house_, filled).status = 'filled';
    expect(await house_.gate.cancel(filled)).toMatchObject({ outcome: 'gone', order: { status: 'filled' } });
  });

  it('a market order goes out in the base asset, or not at all', async () => {
    const house_ = await house(dialect);
    const { gate, there, memory } = house_;
    for (const side of ['buy', 'sell'] as const) {
      const submission = await gate.submit({ symbol, side, kind: 'market', amount: one, reason: 'a test' });
      if (!dialect.market[side]) {
        expect(submission).toMatchObject({
          outcome: 'refused',
          control: 'sanity',
          says: expect.stringMatching(/^.{30,}\.$/),
        });
        expect(there.asked(dialect.placing)).toEqual([]);
        continue;
      }
      const id = idOf(submission);
      expect(held(house_, id)).toMatchObject({ kind: 'market', side, amount: one });
      const { fills } = await gate.sync();
      expect(fills).toMatchObject([{ clientOrderId: id, side, amount: one, price: '100010', fee: '0.05', symbol }]);
      expect(memory.rows.get(id)).toMatchObject({ status: 'filled', filled: one });
    }
  });

  it('a limit order that was filled is learned of, with what it cost', async () => {
    const house_ = await house(dialect);
    const id = idOf(await house_.gate.submit(buy));
    held(house_, id).status = 'filled';
    const { fills } = await house_.gate.sync();
    const filled = { clientOrderId: id, side: 'buy', amount: one, price: '99500', fee: '0.05', symbol };
    expect(fills).toMatchObject([filled]);
    expect(house_.memory.rows.get(id)).toMatchObject({ status: 'filled', filled: one });
  });

  it('post-only and the times in force go out as such, or not at all', async () => {
    const house_ = await house(dialect);
    const { there, gate } = house_;
    const rows = [
      [{ postOnly: true }, 'post-only'],
      [{ timeInForce: 'IOC', amount: two }, 'IOC'],
      [{ timeInForce: 'FOK', amount: three }, 'FOK'],
    ] as const;
    for (const [over, time] of rows) {
      const submission = await gate.submit({ ...buy, ...over });
      const untakable = rowOf(dialect).cannotTake?.({ ...buy, ...over });
      if (untakable !== undefined) expect(submission).toMatchObject({ outcome: 'refused', says: untakable });
      else expect(held(house_, idOf(submission)).time).toBe(time);
    }
    expect(there.book.orders.length).toBeGreaterThan(0);
  });

  it('carries no name of a broker, in no header and no body', async () => {
    const { there, gate, venue } = await house(dialect);
    idOf(await gate.submit(buy));
    await venue.openOrders();
    const text = there.calls.map(({ headers, body, search }) => JSON.stringify([headers, body, search])).join('\n');
    expect(text).not.toMatch(/ccxt|broker|partner|referer|affiliate|channel|"tag|6b9ad766b55dBCDE/i);
  });

  it('is told by its documented words that an order was refused, and is not told by others', async () => {
    const { there, gate, memory } = await house(dialect);
    there.next.set(dialect.placing, [dialect.rejected, dialect.unclear]);
    const rejected = await gate.submit(buy);
    expect(rejected).toMatchObject({ outcome: 'rejected', code: expect.any(String), says: expect.any(String) });
    const unclear = await gate.submit({ ...buy, amount: two });
    expect(unclear).toMatchObject({ outcome: 'unresolved' });
    expect(memory.rows.get(idOf(unclear))?.status).toBe('unresolved');
    expect(there.asked(dialect.placing)).toHaveLength(2);
  });

  it.runIf(dialect.clock !== undefined)('a wrong clock is set right once, under the same id', async () => {
    const { there, gate } = await house(dialect);
    there.next.set(dialect.placing, [dialect.clock as never]);
    const id = idOf(await gate.submit(buy));
    expect(there.book.orders.map(({ clientId }) => clientId)).toEqual([id]);
    expect(there.asked(dialect.placing)).toHaveLength(2);
    there.next.set(dialect.placing, [dialect.clock as never, dialect.clock as never]);
    expect(await gate.submit({ ...buy, amount: two })).toMatchObject({ outcome: 'rejected' });
    expect(there.asked(dialect.placing)).toHaveLength(4);
  });

  it('an order whose answer was lost is looked up, and is what the exchange says', async () => {
    const house_ = await house(dialect);
    const { there, gate, memory, later } = house_;
    there.next.set(dialect.placing, ['taken and dropped', 'dropped']);
    const taken = idOf(await gate.submit(buy));
    const lost = idOf(await gate.submit({ ...buy, amount: two }));
    expect([taken, lost].map((id) => memory.rows.get(id)?.status)).toEqual(['unresolved', 'unresolved']);
    const first = await gate.resolve();
    expect(first.resolved).toEqual([{ clientOrderId: taken, status: 'open' }]);
    expect(first.unresolved.map(({ clientOrderId }) => clientOrderId)).toEqual([lost]);
    expect(memory.rows.get(taken)).toMatchObject({ status: 'open', exchangeOrderId: held(house_, taken).id });
    later(60_000 + rowOf(dialect).receiveWindowMs);
    expect((await gate.resolve()).resolved).toEqual([{ clientOrderId: lost, status: 'not-found' }]);
  });

  it('an order without a permit, and one that was altered, stay here', async () => {
    const { there, venue, clock } = await house(dialect);
    const row = rowOf(dialect);
    const approved = approvedOrder(dialect, 'a'.repeat(32), clock());
    await doorsOf(venue).place(approved, async () => undefined);
    const [sent] = there.asked(dialect.placing);
    const bytes = sent === undefined ? expect.fail('nothing was sent') : orderBytesOf(dialect, sent);
    expect(row.wireOrder(bytes)).toMatchObject({ clientOrderId: approved.clientOrderId, amount: one });

    const permits = new Permits(row);
    await expect(permits.use(bytes)).rejects.toThrow(expect.objectContaining({ code: 'ORDER_NOT_APPROVED' }));
    const others: Partial<ApprovedOrder>[] = [
      { amount: `${one}1` },
      { price: '99500.1' },
      { side: 'sell' },
      { marketId: 'ANOTHER' },
      { timeInForce: 'IOC' },
      { postOnly: true },
      { kind: 'market' },
    ];
    for (const over of others) {
      permits.grant(approve({ ...approved, ...over } as never), async () => undefined);
      const refusal = { code: 'ORDER_ALTERED', unsent: true };
      await expect(permits.use(bytes), JSON.stringify(over)).rejects.toThrow(expect.objectContaining(refusal));
    }
    permits.grant(approved, async () => undefined);
    await expect(permits.use(bytes)).resolves.toBeUndefined();
  });

  it('no order is read out of bytes that say something else, and one is out of those that do not', () => {
    const { wireOrder } = rowOf(dialect);
    const [right, ...wrong] = dialect.never;
    const kind = dialect.market.sell ? 'market' : 'limit';
    expect(wireOrder(right ?? '')).toMatchObject({ clientOrderId: 'c', marketId: dialect.marketId, kind });
    expect(wrong.length).toBeGreaterThan(3);
    for (const body of wrong) expect(wireOrder(body), body).toBeUndefined();
  });

  it('bytes that were changed anywhere are no order, or another one', async () => {
    const { there, venue, clock } = await house(dialect);
    const { wireOrder } = rowOf(dialect);
    await doorsOf(venue).place(approvedOrder(dialect, 'a'.repeat(32), clock()), async () => undefined);
    const bytes = orderBytesOf(dialect, there.asked(dialect.placing)[0] ?? expect.fail('nothing was sent'));
    const meant = wireOrder(bytes);
    const characters = fc.constantFrom(...'0123456789.-+eE"\'{}[]:,=&%\\ abtrunlsqueBTCUSDx_');
    const change = fc.tuple(
      fc.nat(bytes.length - 1),
      fc.constantFrom(0, 1, 2),
      fc.string({ unit: characters, maxLength: 3 }),
    );
    fc.assert(
      fc.property(change, ([at, cut, put]) => {
        const changed = bytes.slice(0, at) + put + bytes.slice(at + cut);
        if (changed === bytes || dialect.sameOrder?.(bytes, changed) === true) return;
        const read = wireOrder(changed);
        if (read !== undefined) expect(read).not.toEqual(meant);
      }),
      { numRuns: 400 },
    );
  });
});

describe.each(dialects.filter(({ twinOf }) => twinOf !== undefined))('at $exchange', (dialect) => {
  it('an order goes the same way as at its twin, to its own hosts', async () => {
    const house_ = await house(dialect);
    const acceptUnknown = { [dialect.exchange]: dialect.acceptUnknown };
    const audit = await auditPermissions(house_.venue, { need: 'spot', acceptUnknown, clock: house_.clock });
    expect(audit.result, audit.says).toMatch(/^(?:pass|warn)$/);
    const id = idOf(await house_.gate.submit(buyAt(dialect)));
    expect(held(house_, id)).toMatchObject({ side: 'buy', amount: '0.001', price: '99500' });
    expect(await house_.gate.cancel(id)).toMatchObject({ outcome: 'cancelled' });
    const [own, twin] = [dialect.exchange, dialect.twinOf ?? ''].map((exchange) => venueRow(exchange));
    expect(own).toMatchObject({ doors: twin?.doors, wireOrder: twin?.wireOrder, orders: twin?.orders });
    expect(own?.hosts).toEqual((await doorListOf(dialect.exchange)).hosts);
  });
});

function approvedOrder(dialect: Dialect, clientOrderId: string, receivedAt: Date): ApprovedOrder {
  return approve({
    clientOrderId,
    symbol: symbolOf(dialect),
    marketId: dialect.marketId,
    side: 'buy',
    kind: 'limit',
    amount: lots(dialect, 1),
    price: '99500',
    postOnly: false,
    receivedAt,
  });
}

/** The bytes that an order stood in when it left. */
function orderBytesOf({ said }: Dialect, call: Call): string {
  return said?.(call) ?? call.body;
}
