import type { Venue } from '@gatehouse/exchange-guard';
import type { Fill as BookedFill } from '@gatehouse/journal';
import { describe, expect, it, vi } from 'vitest';
import type { Actions } from '../src/actions.ts';
import type { CandleFeed } from '../src/candle-feed.ts';
import { Dialogue } from '../src/dialogue.ts';
import type { Running } from '../src/running.ts';
import type { Candle, Context, Json, Refusal } from '../src/strategy.ts';
import type { Hello } from '../src/strategy-frames.ts';
import { StrategyFault, type StrategyLine } from '../src/strategy-line.ts';

const candle = (at: number): Candle => ({ at, open: '1', high: '1', low: '1', close: '1', volume: '1' });
const history = [candle(0), candle(60_000), candle(120_000)];
const request = { symbol: 'BTC/USDT', side: 'buy', kind: 'market', amount: '1', reason: 'x' } as const;
const refusal: Refusal = { request, control: 'max-order-value', says: 'too much' };
const fill: BookedFill = {
  tradeId: 't',
  clientOrderId: 'c',
  symbol: 'BTC/USDT',
  side: 'buy',
  amount: '1',
  price: '2',
  fee: '0',
  feeAsset: 'USDT',
  at: new Date(5),
};

function talk(hello: Partial<Hello> = {}) {
  const asked: { call: string; context: Context; fill?: object; refusal?: Refusal }[] = [];
  let memory: Json = null;
  const ask = vi.fn(async (call: never) => {
    asked.push(call);
    return { actions: [{ place: request }], memory };
  });
  const perform = vi.fn(async (): Promise<readonly Refusal[]> => []);
  const remember = vi.fn(async (_: string, __: unknown) => undefined);
  const instrument = { base: 'BTC', quote: 'USDT', amountStep: '1', priceStep: '1' };
  const running = {
    venue: {
      openOrders: async () => [],
      balances: async () => ({}),
      positions: async () => [],
      instrument: () => instrument,
    } as unknown as Venue,
    journal: { memory: async () => null, openIntents: async () => [], remember },
    ids: { verify: () => undefined },
    config: { strategy: 'sma' },
  } as unknown as Running;
  const dialogue = new Dialogue(
    running,
    { ask } as unknown as StrategyLine,
    {
      name: 'sma',
      symbols: ['ETH/USDT', 'BTC/USDT'],
      timeframe: '1m',
      warmup: 2,
      onFill: false,
      onRefusal: false,
      ...hello,
    } as Hello,
    new Map(['ETH/USDT', 'BTC/USDT'].map((symbol) => [symbol, { upTo: () => history } as unknown as CandleFeed])),
    { perform } as unknown as Actions,
  );
  const answerWith = (value: Json) => {
    memory = value;
  };
  return { dialogue, asked, ask, perform, remember, answerWith };
}

describe('a closed candle', () => {
  it('is not told before the warm-up is complete, and never without a candle', async () => {
    const { dialogue, asked } = talk();
    await dialogue.onCandle('BTC/USDT', history.slice(0, 1));
    expect(asked).toEqual([]);
    await dialogue.onCandle('BTC/USDT', history.slice(0, 2));
    expect(asked.map(({ call, context }) => [call, context.candles.length, context.now])).toEqual([
      ['onCandle', 2, 120_000],
    ]);
    const eager = talk({ warmup: 0 });
    await eager.dialogue.onCandle('BTC/USDT', []);
    expect(eager.asked).toEqual([]);
  });

  it('has its answer carried to the gate', async () => {
    const { dialogue, perform } = talk();
    await dialogue.onCandle('BTC/USDT', history);
    expect(perform).toHaveBeenCalledWith([{ place: request }]);
  });

  it('shows fills and refusals once, also those that came while it was asked', async () => {
    const { dialogue, asked, perform } = talk();
    await dialogue.onFill(fill);
    perform.mockResolvedValueOnce([refusal]);
    await dialogue.onCandle('BTC/USDT', history);
    await dialogue.onCandle('BTC/USDT', history);
    await dialogue.onCandle('BTC/USDT', history);
    expect(asked.map(({ context }) => [context.fills.length, context.refusals.length])).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
  });
});

describe('a fill', () => {
  it('is told at once to a strategy that listens', async () => {
    const { dialogue, asked } = talk({ onFill: true });
    await dialogue.onFill(fill);
    expect(asked).toMatchObject([{ call: 'onFill', fill: { id: 'c', at: 5 }, context: { symbol: 'BTC/USDT' } }]);
  });

  it('of a market that it does not trade waits for the next candle', async () => {
    const { dialogue, asked } = talk({ onFill: true });
    await dialogue.onFill({ ...fill, symbol: 'XRP/USDT' });
    expect(asked).toEqual([]);
  });
});

describe('a refusal', () => {
  it('is told to a strategy that listens, and what it asks for then is performed', async () => {
    const { dialogue, asked, perform } = talk({ onRefusal: true });
    perform.mockResolvedValueOnce([refusal, { ...refusal, request: { ...request, symbol: 'XRP/USDT' } }]);
    await dialogue.onCandle('BTC/USDT', history);
    expect(asked.map(({ call, context }) => [call, context.symbol])).toEqual([
      ['onCandle', 'BTC/USDT'],
      ['onRefusal', 'BTC/USDT'],
      // A market nobody has candles of is shown beside the first that there are.
      ['onRefusal', 'ETH/USDT'],
    ]);
    expect(perform).toHaveBeenCalledTimes(3);
  });

  it('of the answer to a refusal is not told again: two that disagree would never end', async () => {
    const { dialogue, asked, perform } = talk({ onRefusal: true });
    perform.mockResolvedValue([refusal]);
    await dialogue.onCandle('BTC/USDT', history);
    expect(asked.map(({ call }) => call)).toEqual(['onCandle', 'onRefusal']);
  });

  it('is not told to a strategy that has no ear for it', async () => {
    const { dialogue, asked, perform } = talk();
    perform.mockResolvedValue([refusal]);
    await dialogue.onCandle('BTC/USDT', history);
    expect(asked.map(({ call }) => call)).toEqual(['onCandle']);
  });
});

describe('the memory', () => {
  it('is kept before anything is performed, and only when it changed', async () => {
    const { dialogue, remember, perform, answerWith } = talk();
    perform.mockImplementation(async () => {
      expect(remember).toHaveBeenCalled();
      return [];
    });
    for (const value of [{ n: 1 }, { n: 1 }, { n: 2 }]) {
      answerWith(value);
      await dialogue.onCandle('BTC/USDT', history);
    }
    expect(remember.mock.calls).toEqual([
      ['sma', { n: 1 }],
      ['sma', { n: 2 }],
    ]);
  });

  it.each(['MEMORY_TOO_LARGE', 'INPUT_MALFORMED'])('that cannot be kept is the strategy’s fault: %s', async (code) => {
    const { dialogue, remember, perform } = talk();
    remember.mockRejectedValue(Object.assign(new Error('the memory is 70000 bytes'), { code }));
    const fault = await dialogue.onCandle('BTC/USDT', history).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StrategyFault);
    expect(fault).toMatchObject({ code: 'STRATEGY_FRAME', message: 'the memory is 70000 bytes' });
    expect(perform).not.toHaveBeenCalled();
  });

  it.each(['DISK_FULL', 'STATE_UNWRITABLE', 'JOURNAL_BUSY'])(
    'that the journal cannot take is not: the bot stays up and guards, and performs nothing: %s',
    async (code) => {
      const { dialogue, remember, perform } = talk();
      remember.mockRejectedValueOnce(Object.assign(new Error('no'), { code }));
      const error = await dialogue.onCandle('BTC/USDT', history).catch((thrown: unknown) => thrown);
      expect(error).not.toBeInstanceOf(StrategyFault);
      expect(error).toMatchObject({ code });
      expect(perform).not.toHaveBeenCalled();
      // What was not kept is not taken for kept.
      await dialogue.onCandle('BTC/USDT', history);
      expect(remember).toHaveBeenCalledTimes(2);
    },
  );
});
