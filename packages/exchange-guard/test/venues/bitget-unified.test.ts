import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/index.ts';
import { bitgetUnified } from '../../src/venues/bitget-unified.ts';
import { house, symbolOf } from './opened.ts';
import { bitgetUnifiedContracts, bitgetUnified as dialect } from './there/bitget-unified.ts';

const telling = (data: object) => [{ status: 200, body: { code: '00000', data } }];

describe.each([dialect, bitgetUnifiedContracts])('$played', (played) => {
  it('is not ordered from while the account is on its way to another mode', async () => {
    const { there, venue, memory, ids, clock } = await house(played);
    const settings = { accountMode: 'switching', holdMode: 'one_way_mode', symbolConfigList: [] };
    there.next.set('GET /api/v3/account/settings', telling(settings));
    const symbols = [symbolOf(played)];
    expect(await reconcile(venue, memory.journal, { symbols, ids, clock, preflight: true })).toMatchObject({
      result: 'fail',
      says: expect.stringMatching(/^the account is between two modes/),
    });
  });

  it('is asked for no more candles than it gives at once', async () => {
    const { there, venue } = await house(played);
    for (const range of [{ limit: 1000 }, { limit: 1000, since: new Date(Date.now() - 60_000) }, {}, { limit: 7 }]) {
      await venue.candles(symbolOf(played), '1m', range);
    }
    const asked = there.asked('GET /api/v3/market/candles').map(({ query }) => query.get('limit'));
    expect(asked).toEqual(['100', '100', '100', '7']);
  });
});

describe('spot markets from a unified account of Bitget', () => {
  const look = async (position: number) => {
    const { there, venue, memory, ids, clock } = await house(dialect);
    // The same answers, for an account that holds contracts, too.
    if (position !== 0) {
      const list = [{ category: 'USDT-FUTURES', symbol: 'BTCUSDT', total: String(position), posSide: 'long' }];
      there.next.set('GET /api/v3/position/current-position', telling({ list }));
    }
    return reconcile(venue, memory.journal, { symbols: [symbolOf(dialect)], ids, clock, preflight: true });
  };

  it('are not ordered in where the account holds contracts, whose profit and loss move its balances', async () => {
    expect(await look(0)).toMatchObject({ result: 'warn' });
    expect(await look(0.1)).toMatchObject({
      result: 'fail',
      says: expect.stringMatching(/^the account holds contracts/),
    });
  });

  it('have a market under the id that a contract has, too', async () => {
    const { venue } = await house(dialect);
    expect(venue.instrument('BTC/USDT')).toMatchObject({ marketId: 'BTCUSDT', base: 'BTC' });
    expect(venue.instrument('BTC/USDT:USDT')).toBeUndefined();
    expect(await venue.positions()).toEqual([]);
  });

  it('are watched for contracts that somebody opens in the account while the bot runs', async () => {
    const house_ = await house(dialect);
    const { there, venue, memory, ids, clock, gate, later } = house_;
    const adopt = { by: 'me', reason: 'it is my account' };
    await reconcile(venue, memory.journal, { symbols: [symbolOf(dialect)], ids, clock, preflight: false, adopt });
    expect((await gate.sync()).astray).toEqual([]);
    const list = [{ category: 'USDT-FUTURES', symbol: 'BTCUSDT', total: '0.2', posSide: 'short' }];
    const asked = 'GET /api/v3/position/current-position';
    // Each look asks for three kinds of contracts.
    there.next.set(
      asked,
      [0, 1].flatMap(() => [...telling({ list }), ...telling({ list: null }), ...telling({ list: null })]),
    );
    later(31_000);
    expect((await gate.sync()).astray).toEqual([]);
    later(5000);
    expect((await gate.sync()).astray).toEqual([{ asset: 'BTC/USDT:USDT', by: '0.2' }]);
  });

  it('are not bought in at market: the amount would be one of the quote asset', () => {
    const order = { symbol: 'BTC/USDT', kind: 'market', amount: '1', reason: 'r' } as const;
    expect(bitgetUnified.cannotTake?.({ ...order, side: 'buy' })).toMatch(/quote asset/);
    expect(bitgetUnified.cannotTake?.({ ...order, side: 'sell' })).toBeUndefined();
  });
});
