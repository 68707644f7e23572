import { describe, expect, it } from 'vitest';
import { approve } from '../../src/approved-order.ts';
import { openCancelOnly, reconcile } from '../../src/index.ts';
import { doorsOf } from '../../src/inner-doors.ts';
import { Permits } from '../../src/permits.ts';
import { dialects } from './dialects.ts';
import { buyAt, type House, held, house, idOf, lots, rowOf, symbolOf } from './opened.ts';

// What ordering.test.ts shows of every exchange it shows of these too; here is what contracts have and spot markets do not.

const played = dialects.filter(({ settle }) => settle !== undefined);
const adopt = { by: 'me', reason: 'it is my account' };

describe.each(played.map((dialect) => [dialect.played ?? dialect.exchange, dialect] as const))(
  'contracts at %s',
  (_exchange, dialect) => {
    const symbol = symbolOf(dialect);
    const buy = buyAt(dialect);
    const [one, two, three] = [lots(dialect, 1), lots(dialect, 2), lots(dialect, 3)] as const;
    const market = { symbol, kind: 'market', reason: 'a test' } as const;
    const { settle = '', quote = '' } = dialect;
    const look = ({ venue, memory, ids, clock }: House, over: object = {}) =>
      reconcile(venue, memory.journal, { symbols: [symbol], ids, clock, preflight: false, ...over });

    it('are told with what one of them is, and positions with the names of their markets', async () => {
      const { venue, there } = await house(dialect);
      expect(venue.instrument(symbol)).toMatchObject({
        marketId: dialect.marketId,
        quote,
        contract: { settle, inverse: settle !== quote },
      });
      expect(await venue.positions()).toEqual([]);
      for (const contracts of [Number(three), -Number(three)]) {
        there.book.before = contracts;
        expect(await venue.positions()).toEqual([{ symbol, contracts: String(contracts) }]);
      }
    });

    it('are sold short, and closed by an order that the exchange is told may only reduce', async () => {
      const house_ = await house(dialect);
      const { gate, there, memory } = house_;
      const short = idOf(await gate.submit({ ...market, side: 'sell', amount: three }));
      expect(held(house_, short)).toMatchObject({ side: 'sell', amount: three });
      expect(held(house_, short).reduceOnly).not.toBe(true);
      await gate.sync();
      const more = { ...market, side: 'sell', amount: one, reduceOnly: true } as const;
      expect(await gate.submit(more)).toMatchObject({ outcome: 'refused', control: 'reduce-only', limit: 'buy' });
      const beyond = { ...market, side: 'buy', amount: lots(dialect, 4), reduceOnly: true } as const;
      expect(await gate.submit(beyond)).toMatchObject({ outcome: 'refused', control: 'reduce-only', limit: three });
      const close = idOf(await gate.submit({ ...market, side: 'buy', amount: two, reduceOnly: true }));
      expect(held(house_, close)).toMatchObject({ side: 'buy', amount: two, reduceOnly: true });
      expect(memory.rows.get(close)).toMatchObject({ reduceOnly: true });
      expect(there.book.position).toBe(String(-Number(one)));
    });

    it('that rest as reduce-only are listed as such, for a stop to leave them', async () => {
      const house_ = await house(dialect);
      house_.there.book.before = Number(three);
      const id = idOf(await house_.gate.submit({ ...buy, side: 'sell', price: '100500', reduceOnly: true }));
      const entry = idOf(await house_.gate.submit(buy));
      const listed = await openCancelOnly(house_).listOwn();
      expect(Object.fromEntries(listed.map(({ clientOrderId, reduceOnly }) => [clientOrderId, reduceOnly]))).toEqual({
        [id]: true,
        [entry]: false,
      });
    });

    it('go out as reduce-only, unasked, while trading is reducing', async () => {
      const house_ = await house(dialect);
      const { gate, memory, there } = house_;
      there.book.before = Number(two);
      memory.set({ state: 'reducing' });
      expect(await gate.submit(buy)).toMatchObject({ outcome: 'refused', control: 'trading-state' });
      const id = idOf(await gate.submit({ ...market, side: 'sell', amount: two }));
      expect(held(house_, id)).toMatchObject({ reduceOnly: true, amount: two });
      expect(memory.rows.get(id)).toMatchObject({ reduceOnly: true });
      expect(there.book.position).toBe('0');
    });

    it('are not ordered where the position could come to more than its limit, or is not known', async () => {
      const { gate, there, venue } = await house(dialect);
      // The limit of this house is 2000 of the quote asset, and three lots are worth some 300.
      there.book.before = Number(lots(dialect, 19));
      expect(await gate.submit({ ...buy, amount: two })).toMatchObject({
        outcome: 'refused',
        control: 'max-position-value',
        limit: '2000',
      });
      expect(await gate.submit({ ...buy, side: 'sell', price: '100500' })).toMatchObject({ outcome: 'placed' });
      const before = there.calls.length;
      await venue.positions();
      const [asked] = there.calls.slice(before);
      there.next.set(`${asked?.method} ${asked?.path}`, [{ status: 500, body: '{}' }]);
      there.book.before = 0;
      const refused = { outcome: 'refused', control: 'max-position-value', value: null };
      expect(await gate.submit(buy)).toMatchObject(refused);
      expect(await gate.submit(buy)).toMatchObject({ outcome: 'placed' });
    });

    it('on the wire differ where one may only reduce', async () => {
      const { there, venue, clock } = await house(dialect);
      const terms = {
        clientOrderId: 'a'.repeat(32),
        symbol,
        marketId: dialect.marketId,
        side: 'sell',
        kind: 'market',
        amount: one,
        postOnly: false,
        receivedAt: clock(),
      } as const;
      await doorsOf(venue).place(approve({ ...terms, reduceOnly: true }), async () => undefined);
      const [sent] = there.asked(dialect.placing);
      const row = rowOf(dialect);
      expect(row.wireOrder(sent?.body ?? '')).toMatchObject({ reduceOnly: true });
      const permits = new Permits(row);
      permits.grant(approve(terms), async () => undefined);
      await expect(permits.use(sent?.body)).rejects.toMatchObject({ code: 'ORDER_ALTERED' });
    });

    it('that somebody else trades, or the exchange closes, are told while the bot runs; own orders are not', async () => {
      const house_ = await house(dialect);
      const { gate, there, later } = house_;
      await look(house_, { adopt });
      await gate.submit({ ...market, side: 'buy', amount: two });
      for (const ms of [0, 31_000, 6000, 31_000]) {
        later(ms);
        expect((await gate.sync()).astray).toEqual([]);
      }
      there.book.before = -Number(two);
      later(31_000);
      expect((await gate.sync()).astray).toEqual([]);
      later(5000);
      expect((await gate.sync()).astray).toEqual([{ asset: symbol, by: two }]);
    });

    describe('at a start', () => {
      it('are declared with the account, and counted from there by own executions', async () => {
        const house_ = await house(dialect);
        const { there, gate } = house_;
        there.book.before = Number(three);
        expect(await look(house_)).toMatchObject({
          result: 'fail',
          unadopted: [`10000 ${settle}`, `${three} contracts of ${symbol}`],
        });
        expect(await look(house_, { adopt })).toMatchObject({ result: 'pass' });
        await gate.submit({ ...market, side: 'sell', amount: two });
        await gate.sync();
        const passed = await look(house_);
        expect(passed, passed.says).toMatchObject({
          result: 'pass',
          says: expect.stringContaining(`all balances but ${settle}, which positions move,`),
          evidence: { positions: 1, notCompared: [settle] },
        });
      });

      it.each([1, -1])('that own orders did not come to stop it: %s lots', async (lots_) => {
        const house_ = await house(dialect);
        await look(house_, { adopt });
        house_.there.book.before = lots_ * Number(one);
        expect(await look(house_)).toMatchObject({
          result: 'fail',
          says: expect.stringContaining(`the position in ${symbol} is ${one} contracts away`),
        });
      });

      it('the balance is compared as ever while no contract was held or traded', async () => {
        const house_ = await house(dialect);
        await look(house_, { adopt: { ...adopt } });
        const baseline = await house_.memory.journal.baseline();
        await house_.memory.journal.adoptBaseline({
          ...adopt,
          orders: [],
          at: new Date(0),
          ...baseline,
          balances: { [settle]: '10001' },
        });
        expect(await look(house_)).toMatchObject({ result: 'fail', says: expect.stringContaining(`1 ${settle} left`) });
      });

      it('an account in hedge mode is refused in one sentence', async () => {
        const house_ = await house(dialect);
        await look(house_, { adopt });
        house_.there.book.hedged = true;
        const refused = await look(house_);
        expect(refused).toMatchObject({ result: 'fail' });
        expect(refused.says).toMatch(/^the account is in hedge mode, [^.;]+\.$/);
      });

      it('an order under an id of ours that was used before is not ours', async () => {
        const house_ = await house(dialect);
        const { gate, there, later } = house_;
        await look(house_, { adopt });
        const id = idOf(await gate.submit(buy));
        await gate.cancel(id);
        later(3001);
        const stranger = there.book.place({
          clientId: id,
          side: 'buy',
          kind: 'limit',
          amount: one,
          price: '99500',
          time: 'GTC',
        });
        expect(await look(house_)).toMatchObject({ result: 'fail', unadopted: [expect.stringContaining(stranger.id)] });
        expect((await gate.sync()).foreign).toMatchObject([{ exchangeOrderId: stranger.id }]);
      });
    });
  },
);
