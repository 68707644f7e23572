import { describe, expect, it } from 'vitest';
import type { CcxtClient } from '../src/ccxt-class.ts';
import { positionsAt } from '../src/position-calls.ts';
import type { Traded, VenueRow } from '../src/venues/row.ts';

const markets = {
  'BTC/USDT:USDT': { id: 'BTCUSDT', symbol: 'BTC/USDT:USDT', contract: true },
  'BTC/USDT': { id: 'BTCUSDT', symbol: 'BTC/USDT', contract: false },
};
const traded: Traded = { symbol: 'BTC/USDT:USDT', marketId: 'BTCUSDT' };
const told = <T>(call: () => Promise<T>): Promise<T> => call();
const at = (rows: readonly object[] | undefined, loaded: unknown = markets) =>
  positionsAt({
    row: {
      contracts: rows && {
        held: async () => rows,
        unfit: async (_ask: unknown, [market]: readonly Traded[]) => `${market?.marketId} is in hedge mode`,
      },
    } as unknown as VenueRow,
    client: { markets: loaded } as CcxtClient,
    told,
  });
const malformed = expect.objectContaining({ code: 'VENUE_MALFORMED' });

describe('positions as the exchange tells them', () => {
  it('have the names of their markets and the sign of their side, and those that are flat are left out', async () => {
    const rows = [
      { marketId: 'BTCUSDT', contracts: '-0.500' },
      { marketId: 'GONE', contracts: '0.000' },
      { marketId: 'GONE', contracts: '-0' },
    ];
    expect(await at(rows).held()).toEqual([{ symbol: 'BTC/USDT:USDT', contracts: '-0.5' }]);
  });

  it.each([
    ['a market that is not listed', [{ marketId: 'ETHUSDT', contracts: '1' }]],
    ['no market', [{ contracts: '1' }]],
    ['an amount that is none', [{ marketId: 'BTCUSDT', contracts: 'many' }]],
    ['no amount', [{ marketId: 'BTCUSDT' }]],
  ])('are not believed with %s', async (_what, rows) => {
    await expect(at(rows).held()).rejects.toThrow(malformed);
  });

  it('have no names before the markets are loaded', async () => {
    await expect(at([{ marketId: 'BTCUSDT', contracts: '1' }], null).held()).rejects.toThrow(malformed);
  });

  it('do not exist on an exchange of spot markets, and nothing is asked there', async () => {
    expect(await at(undefined).held()).toEqual([]);
    expect(await at(undefined).unfit([traded])).toBeUndefined();
    expect(await at([]).unfit([traded])).toBe('BTCUSDT is in hedge mode');
  });
});
