import { describe, expect, it } from 'vitest';
import { contradictions, isFields } from '../src/contradictions.ts';
import { goodFile, swapFile } from './samples.ts';

const found = (changes: object) => contradictions({ ...goodFile(), ...changes });
const limits = (changes: object) => ({ limits: { ...goodFile().limits, ...changes } });

describe('contradictions', () => {
  it('finds none in the good file', () => {
    expect(found({})).toEqual([]);
  });

  it('finds traded assets without a ceiling, each once', () => {
    expect(found({ symbols: ['BTC/USDT', 'ETH/EUR', 'SOL/EUR'] })).toEqual([
      'limits.maxOrderValue has no amount for EUR, the quote asset of a traded symbol: add one.',
      'limits.maxOrderVolume has no amount for ETH, the base asset of a traded symbol: add one.',
      'limits.maxOrderVolume has no amount for SOL, the base asset of a traded symbol: add one.',
    ]);
  });

  it('finds a traded symbol that the allow-list does not hold', () => {
    expect(found(limits({ symbols: ['ETH/USDT'] }))).toEqual([expect.stringContaining('symbols holds BTC/USDT')]);
  });

  it('finds a stand-in exchange in simulated mode, and not in live mode', () => {
    expect(found({ exchangeUrl: 'http://127.0.0.1' })).toEqual([expect.stringContaining('BOT_EXCHANGE_URL')]);
    expect(found({ exchangeUrl: 'http://127.0.0.1', mode: 'live' })).toEqual([]);
  });

  it('finds an exchange that simulated mode does not play', () => {
    expect(found({ exchange: 'okx' })).toEqual([expect.stringContaining("exchange is not 'binance'")]);
    expect(found({ exchange: 'okx', mode: 'live' })).toEqual([]);
  });

  it('finds nothing in a file that trades contracts, and each asset of them that has no ceiling', () => {
    expect(contradictions({ ...swapFile() })).toEqual([]);
    expect(contradictions({ ...swapFile(), symbols: ['ETH/USD:ETH'] })).toEqual([
      'limits.maxOrderValue has no amount for USD, the quote asset of a traded symbol: add one.',
      'limits.maxOrderVolume has no amount for ETH, the base asset of a traded symbol: add one.',
      'limits.maxPositionValue has no amount for USD, the quote asset of a traded symbol: add one.',
    ]);
  });

  it('finds a symbol of another kind of market than the one that is named', () => {
    expect(contradictions({ ...swapFile(), symbols: ['BTC/USDT', 'BTC/USDT:USDT'] })).toEqual([
      "symbols holds BTC/USDT, which is a spot market: name a contract as BTC/USDT:USDT, or set market to 'spot'.",
    ]);
    expect(found({ symbols: ['BTC/USDT:USDT'] })).toEqual([
      "symbols holds BTC/USDT:USDT, which is a contract: set market to 'swap', or name a spot market.",
    ]);
    for (const market of ['__proto__', 'constructor', 1, undefined]) {
      expect(found({ market, symbols: ['BTC/USDT:USDT'] })).toEqual([]);
    }
  });

  it('finds contracts in simulated mode, in one sentence', () => {
    const sentence =
      "market is 'swap', and simulated mode plays spot markets alone: set market to 'spot', or mode to 'live'.";
    expect(contradictions({ ...swapFile(), mode: 'simulated' })).toEqual([sentence]);
    expect(contradictions({ ...swapFile(), mode: 'simulated', exchange: 'binance' })).toEqual([sentence]);
  });

  describe('a key of which nobody knows whether it can withdraw', () => {
    const { maxOrderValue: _, ...others } = goodFile().limits;
    const unlimited = { limits: { ...others, loosened: { unlimitedOrderValue: 'the account is small' } } };
    const accepting = (fact: string, exchange = 'phemex') => ({ [exchange]: { [fact]: 'looked at its page by hand' } });
    const live = { mode: 'live', exchange: 'phemex', acceptUnknown: accepting('withdraw') };

    it('trades live only under a ceiling', () => {
      expect(found({ ...live, ...unlimited })).toEqual([expect.stringContaining('set limits.maxOrderValue instead')]);
      expect(found(live)).toEqual([]);
    });

    it.each(['withdraw', 'withdrawalAddresses', 'fiat', 'custody'])('is what accepting %s comes to', (fact) => {
      const [problem] = found({ ...live, ...unlimited, acceptUnknown: accepting(fact) });
      expect(problem).toContain(`acceptUnknown.phemex.${fact} `);
    });

    it.each([
      ['it is simulated', { mode: 'simulated', exchange: 'binance', acceptUnknown: accepting('withdraw', 'binance') }],
      ['another fact was accepted', { acceptUnknown: accepting('ipBinding') }],
      ['it was accepted of another exchange', { acceptUnknown: accepting('withdraw', 'bitstamp') }],
      ['nothing was accepted', { acceptUnknown: undefined }],
      ['what was accepted has another shape', { acceptUnknown: [['phemex', 'withdraw']] }],
    ])('is nothing to say here when %s', (_what, changes) => {
      expect(found({ ...live, ...unlimited, ...changes })).toEqual([]);
    });
  });

  it.each([
    ['no limits', { limits: undefined }],
    ['limits that are a list', { limits: [] }],
    ['symbols that are text', { symbols: 'BTC/USDT' }],
    ['symbols that are numbers', { symbols: [1, null, {}] }],
    ['amounts that are text', limits({ maxOrderValue: '1', maxOrderVolume: 1 })],
    ['a list of symbols that is none', limits({ symbols: 'any' })],
  ])('passes over %s: the schema speaks of it', (_, changes) => {
    expect(found(changes)).toEqual([]);
  });
});

describe('isFields', () => {
  it('is true of an object only', () => {
    expect([{}, [], null, 'x', undefined, () => ({})].map(isFields)).toEqual([true, false, false, false, false, false]);
  });
});
