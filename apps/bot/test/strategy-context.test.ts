import type { ClientOrderIds, Instrument, Order, Position, Venue } from '@gatehouse/exchange-guard';
import type { Journal } from '@gatehouse/journal';
import { describe, expect, it, vi } from 'vitest';
import type { Candle } from '../src/strategy.ts';
import { contextOf } from '../src/strategy-context.ts';

const candle: Candle = { at: 60_000, open: '1', high: '1', low: '1', close: '1', volume: '1' };
const instrument = {
  symbol: 'BTC/USDT',
  marketId: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  amountStep: '0.00001',
  priceStep: '0.01',
  minAmount: '0.00001',
  maxAmount: '9000',
  minValue: '5',
  active: true,
} satisfies Instrument;
const order = (clientOrderId: string, change: Partial<Order> = {}): Order => ({
  exchangeOrderId: '77',
  clientOrderId,
  symbol: 'BTC/USDT',
  marketId: 'BTCUSDT',
  side: 'buy',
  kind: 'limit',
  amount: '1',
  filled: '0',
  price: '100',
  status: 'open',
  reduceOnly: false,
  ...change,
});
const balance = (total: string) => ({ free: total, used: '0', total });

function look(
  change: {
    readonly orders?: Order[];
    readonly intents?: readonly { clientOrderId: string; exchangeOrderId?: string }[];
    readonly balances?: object;
    readonly candles?: Candle[];
    readonly market?: Instrument | undefined;
    readonly positions?: readonly Position[];
    readonly symbols?: readonly string[];
  } = {},
) {
  const memory = vi.fn(async () => ({ kept: 1 }));
  const venue = {
    openOrders: async (symbol?: string) => (change.orders ?? []).filter((each) => each.symbol === symbol),
    balances: async () => change.balances ?? { BTC: balance('0.5'), USDT: balance('100'), DOGE: balance('7') },
    positions: async () => change.positions ?? [],
    instrument: () => ('market' in change ? change.market : instrument),
  } as unknown as Venue;
  const ids = {
    verify: (id: string) => (id.startsWith('own') ? { epoch: 1, sequence: 1 } : undefined),
  } as ClientOrderIds;
  const context = contextOf({
    venue,
    journal: { memory, openIntents: async () => change.intents ?? [] } as unknown as Journal,
    ids,
    strategy: 'sma',
    symbols: change.symbols ?? ['BTC/USDT', 'ETH/USDT'],
    symbol: change.symbols?.[0] ?? 'BTC/USDT',
    candles: change.candles ?? [candle],
    stepMs: 60_000,
    seen: { fills: [], refusals: [] },
  });
  return { context, memory };
}

describe('what a strategy is shown', () => {
  it('is the market, its own side of the account, and its memory', async () => {
    const { context, memory } = look();
    expect(await context).toEqual({
      symbol: 'BTC/USDT',
      now: 120_000,
      candles: [candle],
      instrument: {
        symbol: 'BTC/USDT',
        base: 'BTC',
        quote: 'USDT',
        amountStep: '0.00001',
        priceStep: '0.01',
        minAmount: '0.00001',
        minValue: '5',
      },
      openOrders: [],
      fills: [],
      refusals: [],
      positions: { 'BTC/USDT': '0.5', 'ETH/USDT': '0' },
      balances: { BTC: balance('0.5'), USDT: balance('100') },
      memory: { kept: 1 },
    });
    expect(memory).toHaveBeenCalledExactlyOnceWith('sma');
  });

  it('is none of the orders that are not ours, and of ours only what it may know', async () => {
    const orders = [order('own-1'), order('foreign'), order('own-2', { symbol: 'ETH/USDT', side: 'sell' })];
    const { openOrders } = await look({ orders }).context;
    expect(openOrders).toEqual([
      { id: 'own-1', symbol: 'BTC/USDT', side: 'buy', kind: 'limit', amount: '1', filled: '0', price: '100' },
      { id: 'own-2', symbol: 'ETH/USDT', side: 'sell', kind: 'limit', amount: '1', filled: '0', price: '100' },
    ]);
  });

  it('is not the order of somebody else that carries an id of ours', async () => {
    const orders = [order('own-1', { exchangeOrderId: '7' }), order('own-1', { exchangeOrderId: '8' })];
    const intents = [{ clientOrderId: 'own-1', exchangeOrderId: '7' }];
    expect((await look({ orders, intents }).context).openOrders).toHaveLength(1);
  });

  it('says no price for an order that has none', async () => {
    const { price: _, ...market } = order('own-1', { kind: 'market' });
    const { openOrders } = await look({ orders: [market] }).context;
    expect(openOrders[0]).not.toHaveProperty('price');
  });

  it('is none of the assets that it does not trade', async () => {
    expect(Object.keys((await look().context).balances)).toEqual(['BTC', 'USDT']);
  });

  it('is contracts and what one of them is, where contracts are traded', async () => {
    const symbols = ['BTC/USDT:USDT', 'ETH/USDT:USDT', 'SOL/USDT:USDT'];
    const contract = { size: '0.01', settle: 'USDT', inverse: false };
    const positions = [
      { symbol: 'BTC/USDT:USDT', contracts: '3' },
      { symbol: 'ETH/USDT:USDT', contracts: '-2' },
      { symbol: 'XRP/USDT:USDT', contracts: '9' },
    ];
    const context = await look({ symbols, positions, market: { ...instrument, contract } }).context;
    expect(context.positions).toEqual({ 'BTC/USDT:USDT': '3', 'ETH/USDT:USDT': '-2', 'SOL/USDT:USDT': '0' });
    expect(context.instrument.contract).toEqual(contract);
    expect(Object.keys(context.balances)).toEqual(['BTC', 'USDT']);
  });

  it('is no bound where the exchange has none, and no time before the first candle', async () => {
    const { minAmount: _, minValue: __, ...unbounded } = instrument;
    const context = await look({ candles: [], market: unbounded }).context;
    expect([context.instrument.minAmount, context.instrument.minValue, context.now]).toEqual(['0', '0', 0]);
  });

  it('is one clear sentence instead when there is no such market', async () => {
    await expect(look({ market: undefined }).context).rejects.toThrow('The exchange has no market BTC/USDT');
  });
});
