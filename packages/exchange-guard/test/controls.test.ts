import type { IntentRow, Ledger } from '@gatehouse/journal';
import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateOf } from '../src/candidate.ts';
import type { ControlContext } from '../src/controls/control.ts';
import { duplicateOrder } from '../src/controls/frequency.ts';
import { instrumentRules, priceCollar } from '../src/controls/market.ts';
import { mustReduce } from '../src/controls/reducing.ts';
import { maxOrderValue, maxOrderVolume } from '../src/controls/size.ts';
import { reduceOnly } from '../src/controls/state.ts';
import { controls, refusalOf } from '../src/controls.ts';
import type { Limits } from '../src/limits.ts';
import type { Instrument, OrderRequest, Reference } from '../src/order.ts';
import { buy, limits } from './house.ts';

const now = new Date('2026-11-01T00:00:00Z');
const ago = (ms: number): Date => new Date(now.getTime() - ms);
const instrument: Instrument = {
  symbol: 'BTC/USDT',
  marketId: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  amountStep: '0.00001',
  priceStep: '0.01',
  minAmount: '0.00001',
  maxAmount: '900',
  minValue: '5',
  active: true,
};
const reference: Reference = { bid: '99990', ask: '100010', mid: '100000', at: now };
const row = (over: Partial<IntentRow> = {}): IntentRow => ({
  clientOrderId: 'c',
  sequence: 1,
  epoch: 1,
  symbol: 'BTC/USDT',
  side: 'buy',
  kind: 'limit',
  amount: '0.001',
  price: '99500',
  value: '99.5',
  quote: 'USDT',
  reason: 'r',
  strategy: 's',
  asked: null,
  status: 'open',
  createdAt: ago(1000),
  updatedAt: now,
  attempts: 1,
  filled: '0',
  entry: 1,
  ...over,
});
const ledger = (over: Partial<Ledger> = {}): Ledger => ({
  now,
  leased: true,
  standing: { state: 'active', restrictions: [], epoch: 1 },
  epoch: 1,
  nextSequence: 2,
  open: [],
  recent: [],
  touched: [],
  messagesSince: () => 0,
  ...over,
});
const standing = (state: 'reducing' | 'halted') => ledger({ standing: { state, restrictions: [], epoch: 1 } });

type Given = Partial<Omit<ControlContext, 'limits'>> & { limits?: Partial<Limits>; ledger?: Ledger };
function judged(request: Partial<OrderRequest>, { limits: over, ledger: book = ledger(), ...given }: Given = {}) {
  const context: ControlContext = {
    limits: { ...limits, ...over },
    clearance: 'valid',
    receivedAt: now,
    epoch: 1,
    instrument,
    reference,
    ...given,
  };
  return refusalOf(
    candidateOf({ ...buy, ...request }, { ...context, instrument: context.instrument, reference: context.reference }),
    book,
    context,
  );
}
const control = (request: Partial<OrderRequest>, given?: Given) => judged(request, given)?.control;
const without = <Key extends keyof OrderRequest>(...keys: Key[]): OrderRequest =>
  Object.fromEntries(Object.entries(buy).filter(([key]) => !keys.includes(key as Key))) as unknown as OrderRequest;
const raw = (request: OrderRequest) =>
  refusalOf(candidateOf(request, { instrument, reference, limits }), ledger(), {
    limits,
    clearance: 'valid',
    receivedAt: now,
    epoch: 1,
    instrument,
    reference,
  });

describe('the table of controls', () => {
  it('has each id once, in the words of the field', () => {
    expect(controls.map(({ id }) => id)).toEqual([
      'sanity',
      'symbol-allow-list',
      'lease-epoch',
      'trading-state',
      'clearance',
      'order-age',
      'instrument',
      'price-collar',
      'max-order-value',
      'max-order-volume',
      'max-position-value',
      'reduce-only',
      'max-open-orders',
      'message-limit',
      'duplicate-order',
    ]);
  });

  it('lets an ordinary order by', () => {
    expect(judged({})).toBeUndefined();
    expect(raw({ ...without('price'), kind: 'market' })).toBeUndefined();
  });

  it('refuses as data, with a sentence', () => {
    expect(judged({ amount: '0.009' })).toEqual({
      control: 'max-order-value',
      limit: '500',
      value: '895.5',
      says: expect.stringContaining('500'),
    });
  });

  it('refuses whatever it is given rather than throwing', () => {
    fc.assert(
      fc.property(
        fc.record({ amount: fc.anything(), price: fc.anything(), symbol: fc.anything(), side: fc.anything() }),
        (request) => {
          const refusal = judged(request as unknown as OrderRequest);
          expect(refusal?.says.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('sanity', () => {
  const wrong: readonly (readonly [string, object])[] = [
    ['no amount', { amount: undefined }],
    ['an amount of nothing', { amount: '0' }],
    ['a negative amount', { amount: '-1' }],
    ['an amount that is a number', { amount: 0.001 }],
    ['an infinite amount', { amount: 'Infinity' }],
    ['an exponent', { amount: '1e-3' }],
    ['a limit without a price', { price: undefined }],
    ['a price of nothing', { price: '0' }],
    ['an unknown side', { side: 'short' }],
    ['an unknown kind', { kind: 'stop-limit' }],
    ['an unknown time in force', { timeInForce: 'GTD' }],
    ['a post-only that is not a boolean', { postOnly: 'yes' }],
    ['a reduce-only that is not a boolean', { reduceOnly: 1 }],
    ['post-only and immediate', { postOnly: true, timeInForce: 'IOC' }],
    ['a market order with a price', { kind: 'market' }],
    ['no reason', { reason: ' ' }],
    ['a symbol that is no text', { symbol: {} }],
    ['a field that no order has', { stopPrice: '1' }],
  ];
  it.each(wrong)('refuses %s', (_what, over) => {
    expect(control(over as Partial<OrderRequest>)).toBe('sanity');
  });

  it('refuses a post-only or timed market order', () => {
    expect(raw({ ...without('price'), kind: 'market', postOnly: true })?.control).toBe('sanity');
    expect(raw({ ...without('price'), kind: 'market', timeInForce: 'IOC' })?.control).toBe('sanity');
  });
});

describe('the market', () => {
  it('refuses a symbol that is not listed, and none when any is allowed', () => {
    expect(control({ symbol: 'ETH/USDT' })).toBe('symbol-allow-list');
    expect(control({}, { limits: { symbols: 'any' } })).toBeUndefined();
  });

  it('refuses a market that is not there, is closed, or takes no such size', () => {
    expect(raw({ ...buy })).toBeUndefined();
    const bare = { limits, clearance: 'valid', receivedAt: now, epoch: 1, reference } as const;
    expect(refusalOf(candidateOf(buy, { instrument: undefined, reference, limits }), ledger(), bare)?.control).toBe(
      'instrument',
    );
    expect(control({}, { instrument: { ...instrument, active: false } })).toBe('instrument');
    expect(control({ amount: '0.000009' })).toBe('instrument');
    expect(control({ amount: '901' })).toBe('instrument');
    expect(control({ amount: '0.00005' })).toBe('instrument');
    expect(control({ price: '0.001' })).toBe('instrument');
  });

  it('refuses a price beyond the collar on either side, to the basis point', () => {
    for (const [price, refused] of [
      ['98000', false],
      ['97999.99', true],
      ['102000', false],
      ['102000.01', true],
    ] as const) {
      expect(control({ price }), price).toBe(refused ? 'price-collar' : undefined);
    }
  });

  it('refuses without a fresh reference, and a market order even without a collar', () => {
    const stale = { ...reference, at: ago(limits.referenceMaxAgeMs + 1) };
    const fresh = { ...reference, at: ago(limits.referenceMaxAgeMs) };
    const future = { ...reference, at: ago(-limits.referenceMaxAgeMs - 1) };
    expect(control({}, { reference: stale })).toBe('price-collar');
    expect(control({}, { reference: fresh })).toBeUndefined();
    expect(control({}, { reference: future })).toBe('price-collar');
    expect(control({ price: '50000' }, { reference: stale, limits: { priceCollarBps: 'none' } })).toBeUndefined();
    const market = { ...without('price'), kind: 'market' } as const;
    const loose = { ...limits, priceCollarBps: 'none' } as const;
    const context = { limits: loose, clearance: 'valid', receivedAt: now, epoch: 1, instrument } as const;
    expect(
      refusalOf(candidateOf(market, { instrument, reference: undefined, limits: loose }), ledger(), context)?.control,
    ).toBe('price-collar');
  });

  it('refuses a market order into a book whose other side is beyond the collar', () => {
    const wide = { ...reference, ask: '105000', mid: '100000' };
    const market = { ...without('price'), kind: 'market', amount: '0.0001' } as const;
    const context = { limits, clearance: 'valid', receivedAt: now, epoch: 1, instrument, reference: wide } as const;
    const given = candidateOf(market, { instrument, reference: wide, limits });
    expect(refusalOf(given, ledger(), context)?.control).toBe('price-collar');
    const sell = candidateOf({ ...market, side: 'sell' }, { instrument, reference: wide, limits });
    expect(refusalOf(sell, ledger(), context)).toBeUndefined();
  });
});

describe('the size', () => {
  it('refuses more value than allowed, exactly', () => {
    expect(control({ amount: '0.005', price: '100000' })).toBeUndefined();
    expect(control({ amount: '0.00501', price: '100000' })).toBe('max-order-value');
  });

  it('values a sell at no less than the market pays, however little it asks for', () => {
    const loose = { priceCollarBps: 'none', maxOrderValue: { USDT: '5' } } as const;
    const cheap = { side: 'sell', amount: '0.05', price: '100' } as const;
    expect(judged(cheap, { limits: loose })).toMatchObject({ control: 'max-order-value', value: '4999.5' });
    expect(control({ ...cheap, side: 'buy' }, { limits: loose })).toBeUndefined();
    expect(judged({ ...cheap, price: '200000' }, { limits: loose })).toMatchObject({ value: '10000' });
    // Neither does what only reduces, and a price that is too old is none.
    const holdings = { BTC: { free: '1', used: '0', total: '1' } };
    expect(control({ ...cheap, reduceOnly: true }, { limits: loose, holdings })).toBe('max-order-value');
    const stale = { ...reference, at: ago(limits.referenceMaxAgeMs + 1) };
    expect(judged(cheap, { limits: loose, reference: stale })).toMatchObject({ control: 'price-collar' });
    expect(judged(cheap, { limits: loose, reference: undefined as never })).toMatchObject({ control: 'price-collar' });
  });

  it('values a market order at the reference plus the collar', () => {
    const market = { ...without('price'), kind: 'market', amount: '0.005' } as const;
    const candidate = candidateOf(market, { instrument, reference, limits });
    expect(candidate.value?.toFixed()).toBe('510');
    expect(raw(market)?.control).toBe('max-order-value');
    expect(raw({ ...market, amount: '0.0049' })).toBeUndefined();
  });

  it('refuses more volume than allowed, exactly', () => {
    const roomy = { limits: { maxOrderValue: { USDT: '1000000' } } };
    expect(control({ amount: '0.1' }, roomy)).toBeUndefined();
    expect(control({ amount: '0.10001' }, roomy)).toBe('max-order-volume');
  });

  it('refuses what has no limit at all, inherited names included', () => {
    expect(control({}, { limits: { maxOrderValue: { EUR: '5' } } })).toBe('max-order-value');
    expect(control({}, { limits: { maxOrderVolume: { ETH: '5' } } })).toBe('max-order-volume');
    const odd = { ...instrument, quote: 'constructor', base: 'toString' };
    expect(control({}, { instrument: odd })).toBe('max-order-value');
    expect(control({}, { instrument: odd, limits: { maxOrderValue: 'unlimited' } })).toBe('max-order-volume');
    expect(control({}, { limits: { maxOrderValue: 'unlimited', maxOrderVolume: 'unlimited' } })).toBeUndefined();
  });
});

describe('the frequency', () => {
  it('refuses one open order too many, and lets by what cannot rest', () => {
    const book = ledger({ open: [row(), row({ status: 'unresolved' }), row({ status: 'intended' })] });
    expect(control({ price: '99400' }, { ledger: book })).toBe('max-open-orders');
    expect(control({ price: '99400', timeInForce: 'IOC' }, { ledger: book })).toBeUndefined();
    expect(control({ price: '99400' }, { ledger: book, limits: { maxOpenOrders: 4 } })).toBeUndefined();
    expect(control({ price: '99400' }, { ledger: book, limits: { maxOpenOrders: 'unlimited' } })).toBeUndefined();
  });

  it('refuses one message too many within a minute', () => {
    const asked: Date[] = [];
    const book = (sent: number) =>
      ledger({
        messagesSince: (at) => {
          asked.push(at);
          return sent;
        },
      });
    expect(control({}, { ledger: book(49) })).toBeUndefined();
    expect(control({}, { ledger: book(50) })).toBe('message-limit');
    expect(control({}, { ledger: book(5000), limits: { maxMessagesPerMinute: 'unlimited' } })).toBeUndefined();
    expect(asked[0]).toEqual(ago(60_000));
  });

  it('refuses the same order again within the window, whatever became of the first', () => {
    expect(control({}, { ledger: ledger({ recent: [row()] }) })).toBe('duplicate-order');
    expect(control({}, { ledger: ledger({ recent: [row({ status: 'filled' })] }) })).toBe('duplicate-order');
    expect(control({}, { ledger: ledger({ recent: [row({ status: 'unresolved' })] }) })).toBe('duplicate-order');
    expect(control({ amount: '0.0010000' }, { ledger: ledger({ recent: [row()] }) })).toBe('duplicate-order');
  });

  it.each([
    ['later', { createdAt: ago(5001) }],
    ['another amount', { amount: '0.002' }],
    ['another price', { price: '99499' }],
    ['another side', { side: 'sell' }],
    ['another kind', { kind: 'market' }],
    ['another symbol', { symbol: 'ETH/USDT' }],
    ['after a rejection', { status: 'rejected' }],
    ['after it proved never to have arrived', { status: 'not-found' }],
  ] as const)('lets it by %s', (_what, over) => {
    expect(control({}, { ledger: ledger({ recent: [row(over)] }) })).toBeUndefined();
  });

  it('lets duplicates by where they are allowed', () => {
    expect(
      control({}, { ledger: ledger({ recent: [row()] }), limits: { duplicateWindowMs: 'allowed' } }),
    ).toBeUndefined();
  });
});

describe('the state', () => {
  const holdings = { BTC: { free: '0.002', used: '0', total: '0.002' } };
  const sell = { side: 'sell', price: '100500' } as const;

  it('lets nothing by while halted or revoked', () => {
    expect(control({}, { ledger: standing('halted') })).toBe('trading-state');
    expect(control(sell, { ledger: standing('halted'), holdings })).toBe('trading-state');
    expect(control(sell, { clearance: 'revoked', holdings })).toBe('clearance');
  });

  it.each([
    ['while reducing', 'trading-state', { ledger: standing('reducing') }, {}],
    ['once the clearance has expired', 'clearance', { clearance: 'expired' }, {}],
    ['when it is marked reduce-only', 'reduce-only', {}, { reduceOnly: true }],
  ] as const)('%s lets by only a sell of what is held', (_what, id, given, over) => {
    expect(control({ ...over }, { ...given, holdings })).toBe(id);
    expect(control({ ...sell, ...over }, { ...given, holdings })).toBeUndefined();
    expect(control({ ...sell, ...over, amount: '0.002' }, { ...given, holdings })).toBeUndefined();
    expect(control({ ...sell, ...over, amount: '0.00201' }, { ...given, holdings })).toBe(id);
    expect(control({ ...sell, ...over }, { ...given, holdings: {} })).toBe(id);
    expect(control({ ...sell, ...over }, given)).toBe(id);
  });

  it('counts sells on their way as sold, and sells at rest as already taken off', () => {
    const book = (status: IntentRow['status']) => ledger({ open: [row({ side: 'sell', amount: '0.0015', status })] });
    for (const status of ['intended', 'sent', 'unresolved'] as const) {
      expect(control({ ...sell, reduceOnly: true }, { ledger: book(status), holdings }), status).toBe('reduce-only');
    }
    expect(control({ ...sell, reduceOnly: true }, { ledger: book('open'), holdings })).toBeUndefined();
  });

  it('lets only the holder of the lease by', () => {
    expect(control({}, { ledger: ledger({ epoch: 2 }) })).toBe('lease-epoch');
    expect(control({}, { ledger: ledger({ leased: false }) })).toBe('lease-epoch');
  });

  it('knows for which orders the holdings are needed', () => {
    const context = { limits, clearance: 'valid', receivedAt: now, epoch: 1 } as const;
    const candidate = { asked: buy };
    expect(mustReduce(candidate, ledger(), context)).toBe(false);
    expect(mustReduce(candidate, standing('reducing'), context)).toBe(true);
    expect(mustReduce(candidate, ledger(), { ...context, clearance: 'expired' })).toBe(true);
    expect(mustReduce({ asked: { ...buy, reduceOnly: true } }, ledger(), context)).toBe(true);
  });

  it('refuses an order that is too old, or from the future', () => {
    expect(control({}, { receivedAt: ago(2000) })).toBeUndefined();
    expect(control({}, { receivedAt: ago(2001) })).toBe('order-age');
    expect(control({}, { receivedAt: ago(-1) })).toBe('order-age');
  });
});

describe('a refusal', () => {
  const holdings = { BTC: { free: '0.002', used: '0', total: '0.002' } };
  const sell = { side: 'sell', price: '100500' } as const;
  const restrictions = [{ id: 'drawdown' }, { id: 'by-hand' }] as unknown as Ledger['standing']['restrictions'];
  const latched = (state: 'reducing' | 'halted') => ({
    ledger: ledger({ standing: { state, restrictions, epoch: 1 } }),
  });
  const onlySells = 'only sells of what is held make exposure smaller.';
  const tooMuch = 'no more than the 0.002 BTC that are held and free may be sold.';
  const bare = { limits, clearance: 'valid', receivedAt: now, epoch: 1, reference } as const;

  it.each<readonly [string, Partial<OrderRequest>, Given, unknown, unknown, string]>([
    [
      'symbol-allow-list',
      { symbol: 'ETH/USDT' },
      { limits: { symbols: ['BTC/USDT', 'SOL/USDT'] } },
      ['BTC/USDT', 'SOL/USDT'],
      'ETH/USDT',
      'ETH/USDT is not among the symbols this bot may trade (BTC/USDT, SOL/USDT).',
    ],
    [
      'lease-epoch',
      {},
      { ledger: ledger({ epoch: 2 }) },
      1,
      2,
      'Another process took over trading: this one submits nothing more.',
    ],
    [
      'lease-epoch',
      {},
      { ledger: ledger({ leased: false }) },
      1,
      null,
      'Nobody holds the lease to trade: start the bot again.',
    ],
    [
      'trading-state',
      {},
      latched('halted'),
      'active',
      'halted',
      'Trading is halted (drawdown, by-hand): only cancels go out until `pnpm bot resume` lifts it.',
    ],
    ['trading-state', {}, latched('reducing'), 'sell', 'buy', `Trading is reducing (drawdown, by-hand): ${onlySells}`],
    [
      'trading-state',
      sell,
      latched('reducing'),
      null,
      null,
      'Trading is reducing (drawdown, by-hand): what the account holds is not known.',
    ],
    ['clearance', {}, { clearance: 'revoked' }, 'valid', 'revoked', 'The clearance was revoked: only cancels go out.'],
    [
      'clearance',
      {},
      { clearance: 'expired' },
      'sell',
      'buy',
      `The clearance has expired and was not renewed: ${onlySells}`,
    ],
    [
      'reduce-only',
      { ...sell, reduceOnly: true, amount: '0.00201' },
      { holdings },
      '0.002',
      '0.00201',
      `The order is marked reduce-only: ${tooMuch}`,
    ],
    [
      'order-age',
      {},
      { receivedAt: ago(2001) },
      2000,
      2001,
      'The order is 2001 ms old; older than 2000 ms is not sent.',
    ],
    ['instrument', {}, { instrument: { ...instrument, active: false } }, true, false, 'The market BTC/USDT is closed.'],
    [
      'instrument',
      {},
      { instrument: { ...instrument, minAmount: '0.01' } },
      '0.01',
      '0.001',
      'The amount is below the smallest the exchange takes (0.01 BTC).',
    ],
    [
      'instrument',
      { amount: '901' },
      {},
      '900',
      '901',
      'The amount is above the largest the exchange takes (900 BTC).',
    ],
    ['instrument', { price: '0.001' }, {}, '0.01', '0', 'The price is below one tick.'],
    [
      'instrument',
      { amount: '0.00005' },
      {},
      '5',
      '4.975',
      'The order is worth less than the smallest the exchange takes (5 USDT).',
    ],
    [
      'price-collar',
      {},
      { reference: { ...reference, at: ago(5001) } },
      5000,
      5001,
      "There is no price of the market's own from the last 5000 ms to compare with.",
    ],
    [
      'price-collar',
      { price: '90000.05' },
      {},
      200,
      '1000',
      "The price is 1000 basis points from the market's own; at most 200 is allowed.",
    ],
    [
      'max-order-value',
      {},
      { limits: { maxOrderValue: {} } },
      null,
      '99.5',
      'There is no maximum order value for USDT, so nothing is bought or sold for it.',
    ],
    [
      'max-order-value',
      {},
      { instrument: { ...instrument, quote: '' } },
      null,
      '99.5',
      'There is no maximum order value for BTC/USDT, so nothing is bought or sold for it.',
    ],
    [
      'max-order-value',
      { amount: '0.009' },
      {},
      '500',
      '895.5',
      'The order is worth 895.5 USDT; at most 500 is allowed.',
    ],
    [
      'max-order-volume',
      {},
      { limits: { maxOrderVolume: {} } },
      null,
      '0.001',
      'There is no maximum order volume for BTC, so none of it is bought or sold.',
    ],
    [
      'max-order-volume',
      {},
      { instrument: { ...instrument, base: '' } },
      null,
      '0.001',
      'There is no maximum order volume for BTC/USDT, so none of it is bought or sold.',
    ],
    [
      'max-order-volume',
      {},
      { limits: { maxOrderVolume: { BTC: '0.0001' } } },
      '0.0001',
      '0.001',
      'The order is for 0.001 BTC; at most 0.0001 is allowed.',
    ],
    [
      'max-open-orders',
      {},
      { ledger: ledger({ open: [row(), row(), row()] }) },
      3,
      3,
      '3 orders are open already; at most 3 are allowed.',
    ],
    [
      'message-limit',
      {},
      { ledger: ledger({ messagesSince: () => 51 }) },
      50,
      51,
      '51 messages were sent in the last minute; at most 50 are allowed.',
    ],
    [
      'duplicate-order',
      {},
      { ledger: ledger({ recent: [row()] }) },
      5000,
      'c',
      'The same order was placed 1000 ms ago; within 5000 ms that counts as a repetition.',
    ],
  ])('by %s is whole', (id, request, given, limit, value, says) => {
    expect(judged(request, given)).toEqual({ control: id, limit, value, says });
  });

  it('for want of a market, or of a price to compare with, is whole too', () => {
    const nowhere = candidateOf(buy, { instrument: undefined, reference, limits });
    expect(refusalOf(nowhere, ledger(), bare)).toEqual({
      control: 'instrument',
      limit: null,
      value: 'BTC/USDT',
      says: 'The exchange has no market BTC/USDT that is traded here.',
    });
    const { reference: _, ...blind } = { ...bare, instrument };
    const made = candidateOf(buy, { instrument, reference: undefined, limits });
    expect(refusalOf(made, ledger(), blind)).toMatchObject({ control: 'price-collar', limit: 5000, value: null });
    // The smallest lot is what counts where the exchange names no smallest amount.
    const { minAmount: __, maxAmount: ___, minValue: ____, ...vague } = instrument;
    expect(judged({ amount: '0.000009' }, { instrument: vague })).toMatchObject({
      limit: '0.00001',
      value: '0',
      says: 'The amount is below the smallest the exchange takes (0.00001 BTC).',
    });
    expect(judged({ amount: '0.00001' }, { instrument: vague })).toBeUndefined();
    expect(judged({ amount: '901' }, { instrument: vague })?.control).toBe('max-order-value');
    const market = { ...without('price'), kind: 'market' } as const;
    const unpriced = candidateOf(market, { instrument, reference: undefined, limits });
    expect(refusalOf(unpriced, ledger(), blind)?.control).toBe('price-collar');
  });

  it('draws its line at the very limit', () => {
    expect(control({ amount: '0.001' }, { instrument: { ...instrument, minAmount: '0.001' } })).toBeUndefined();
    expect(control({ amount: '0.001' }, { instrument: { ...instrument, maxAmount: '0.001' } })).toBeUndefined();
    expect(control({ amount: '0.00005', price: '100000' })).toBeUndefined();
    expect(control({}, { reference: { ...reference, at: ago(-limits.referenceMaxAgeMs) } })).toBeUndefined();
    expect(control({}, { ledger: ledger({ recent: [row({ createdAt: ago(5000) })] }) })).toBe('duplicate-order');
    expect(control({}, { ledger: ledger({ recent: [row({ status: 'lost-with-simulator' })] }) })).toBeUndefined();
    expect(control({}, { receivedAt: now })).toBeUndefined();
    expect(judged({ price: '97999.99' })?.value).toBe('200');
    expect(judged({ price: '97900.55' })?.value).toBe('209.95');
  });

  it('of a market order goes by the market’s price', () => {
    const order = { ...without('price'), kind: 'market' } as const;
    expect(raw({ ...order, amount: '0.00004' })).toMatchObject({ control: 'instrument', limit: '5', value: '4' });
    expect(raw({ ...order, amount: '0.00005' })).toBeUndefined();
    const loose = { ...limits, priceCollarBps: 'none' } as const;
    const made = candidateOf(order, { instrument, reference, limits: loose });
    expect(refusalOf(made, ledger(), { ...bare, limits: loose, instrument })).toBeUndefined();
  });

  it('counts only what rests against the open orders', () => {
    const full = { ledger: ledger({ open: [row(), row(), row()] }) };
    expect(control({ timeInForce: 'FOK' }, full)).toBeUndefined();
    expect(control({ timeInForce: 'GTC' }, full)).toBe('max-open-orders');
    const market = { ...without('price'), kind: 'market' } as const;
    const made = candidateOf(market, { instrument, reference, limits });
    const context = { ...bare, instrument };
    expect(refusalOf(made, full.ledger, context)).toBeUndefined();
    // A market order has no price to differ by.
    const { price: _, ...unpriced } = row({ kind: 'market' });
    expect(refusalOf(made, ledger({ recent: [unpriced] }), context)?.control).toBe('duplicate-order');
  });

  it('takes off what is on its way out of the same market, and that alone', () => {
    const sells = (...open: Partial<IntentRow>[]) =>
      ledger({ open: open.map((over) => row({ status: 'sent', ...over })) });
    const asked = { ...sell, reduceOnly: true } as const;
    const given = (...open: Partial<IntentRow>[]) => ({ ledger: sells(...open), holdings });
    expect(control(asked, given({ side: 'sell', amount: '0.001' }))).toBeUndefined();
    expect(judged(asked, given({ side: 'sell', amount: '0.0006' }, { side: 'sell', amount: '0.0006' }))).toMatchObject({
      limit: '0.0008',
      value: '0.001',
    });
    expect(control(asked, given({ side: 'buy', amount: '5' }))).toBeUndefined();
    expect(control(asked, given({ side: 'sell', amount: '5', symbol: 'ETH/USDT' }))).toBeUndefined();
    expect(judged(asked, { holdings: { ETH: { free: '5', used: '0', total: '5' } } })?.limit).toBe('0');
  });
});

describe('a control by itself', () => {
  // In the row others stand before it; it relies on none of them.
  const context = { limits, clearance: 'valid', receivedAt: now, epoch: 1 } as const;
  const { price: _, ...market } = { ...buy, kind: 'market' as const };

  it('refuses what could not be valued', () => {
    expect(maxOrderValue.check({ asked: buy }, ledger(), context)).toEqual({
      limit: null,
      value: null,
      says: 'There is no maximum order value for BTC/USDT, so nothing is bought or sold for it.',
    });
    expect(maxOrderValue.check({ asked: buy }, ledger(), { ...context, instrument })).toEqual({
      limit: '500',
      value: null,
      says: 'The order is worth an unknown amount of USDT; at most 500 is allowed.',
    });
    expect(maxOrderVolume.check({ asked: buy }, ledger(), context)).toEqual({
      limit: null,
      value: null,
      says: 'There is no maximum order volume for BTC/USDT, so none of it is bought or sold.',
    });
    expect(maxOrderVolume.check({ asked: buy }, ledger(), { ...context, instrument })).toEqual({
      limit: '0.1',
      value: null,
      says: 'The order is for an unknown amount of BTC; at most 0.1 is allowed.',
    });
  });

  it('refuses to call reducing what it cannot measure', () => {
    const asked = { ...buy, side: 'sell', reduceOnly: true } as const;
    const holdings = { BTC: { free: '5', used: '0', total: '5' } };
    const unknown = {
      limit: null,
      value: null,
      says: 'The order is marked reduce-only: what the account holds is not known.',
    };
    const amount = new Big('0.001');
    expect(reduceOnly.check({ asked, amount }, ledger(), { ...context, holdings })).toEqual(unknown);
    expect(reduceOnly.check({ asked }, ledger(), { ...context, holdings, instrument })).toEqual(unknown);
    expect(reduceOnly.check({ asked, amount }, ledger(), { ...context, instrument })).toEqual(unknown);
    expect(reduceOnly.check({ asked, amount }, ledger(), { ...context, holdings, instrument })).toBeUndefined();
  });

  it('refuses what has no amount or no price', () => {
    const there = { ...context, instrument, reference };
    const { minAmount: __, ...vague } = instrument;
    expect(instrumentRules.check({ asked: buy }, ledger(), there)).toMatchObject({ limit: '0.00001', value: null });
    expect(instrumentRules.check({ asked: buy }, ledger(), { ...there, instrument: vague })).toMatchObject({
      limit: '0.00001',
      value: null,
    });
    expect(instrumentRules.check({ asked: buy, amount: new Big('0.001') }, ledger(), there)).toEqual({
      limit: '0.01',
      value: null,
      says: 'The price is below one tick.',
    });
    expect(priceCollar.check({ asked: buy }, ledger(), there)).toMatchObject({ limit: 200, value: null });
    expect(duplicateOrder.check({ asked: buy }, ledger({ recent: [row()] }), there)).toBeUndefined();
    // Without a price of the market's own, what a market order is worth is not known here, and asked of the collar.
    const unpriced = { asked: market, amount: new Big('0.00001') };
    expect(instrumentRules.check(unpriced, ledger(), { ...context, instrument })).toBeUndefined();
  });
});

describe('what makes no sense', () => {
  const decimal = 'positive decimal in plain digits';
  it.each<readonly [object, readonly string[]]>([
    [{ stopPrice: '1' }, ['it has fields that no order has']],
    [{ symbol: 7 }, ['symbol is not a market name']],
    [{ symbol: 'B'.repeat(41) }, ['symbol is not a market name']],
    [{ side: 'short' }, ['side is not one of buy, sell']],
    [{ kind: 'stop' }, ['kind is not one of market, limit']],
    [{ amount: '0' }, [`amount is not a ${decimal}`]],
    [{ price: '-1' }, [`a limit order needs a price: a ${decimal}`]],
    [{ kind: 'market' }, ['a market order has no price']],
    [{ timeInForce: 'DAY' }, ['timeInForce is not one of GTC, IOC, FOK']],
    [{ kind: 'market', price: undefined, timeInForce: 'IOC' }, ['a market order has no time in force']],
    [{ postOnly: 'yes' }, ['postOnly is not a boolean']],
    [{ reduceOnly: 1 }, ['reduceOnly is not a boolean']],
    [{ kind: 'market', price: undefined, postOnly: true }, ['a market order cannot be post-only']],
    [{ postOnly: true, timeInForce: 'FOK' }, ['a post-only order must be GTC']],
    [{ reason: 7 }, ['reason is not a short text']],
    [{ reason: ' ' }, ['reason is not a short text']],
    [{ reason: 'r'.repeat(501) }, ['reason is not a short text']],
    [{ side: 'short', amount: '0' }, ['side is not one of buy, sell', `amount is not a ${decimal}`]],
  ])('is named whole: %j', (over, problems) => {
    expect(judged(over as Partial<OrderRequest>)).toEqual({
      control: 'sanity',
      limit: null,
      value: problems,
      says: `The order makes no sense: ${problems.join('; ')}.`,
    });
  });

  it.each<Partial<OrderRequest>>([
    { timeInForce: 'GTC' },
    { timeInForce: 'IOC' },
    { timeInForce: 'FOK' },
    { postOnly: true },
    { postOnly: true, timeInForce: 'GTC' },
    { postOnly: false, timeInForce: 'IOC' },
    { reduceOnly: false },
    { reason: 'r'.repeat(500) },
  ])('is nothing of this: %j', (over) => {
    expect(judged(over)).toBeUndefined();
  });

  it('is nothing of a market name as long as they come', () => {
    expect(control({ symbol: 'B'.repeat(40) })).toBe('symbol-allow-list');
  });

  it('is also what the exchange could not take as it is meant', () => {
    const cannotTake = ({ kind }: OrderRequest) => (kind === 'limit' ? 'It takes no limit orders.' : undefined);
    expect(judged({}, { cannotTake })).toEqual({
      control: 'sanity',
      limit: null,
      value: 'limit',
      says: 'It takes no limit orders.',
    });
    expect(judged({ side: 'short' as 'buy' }, { cannotTake })?.value).toEqual(['side is not one of buy, sell']);
    expect(judged({}, { cannotTake: () => undefined })).toBeUndefined();
  });
});

describe('normalising', () => {
  it('never increases exposure', () => {
    const amounts = fc
      .tuple(fc.nat({ max: 99 }), fc.nat({ max: 99_999_999 }))
      .map(([a, b]) => `${a}.${String(b).padStart(8, '0')}`);
    const prices = fc
      .tuple(fc.integer({ min: 1, max: 999_999 }), fc.nat({ max: 99_999 }))
      .map(([a, b]) => `${a}.${String(b).padStart(5, '0')}`);
    fc.assert(
      fc.property(amounts, prices, fc.constantFrom('buy' as const, 'sell' as const), (amount, price, side) => {
        const made = candidateOf({ ...buy, amount, price, side }, { instrument, reference, limits });
        expect(made.amount?.lte(amount)).toBe(true);
        expect(side === 'buy' ? made.price?.lte(price) : made.price?.gte(price)).toBe(true);
        expect(made.amount?.mod(instrument.amountStep).eq(0)).toBe(true);
        expect(made.price?.mod(instrument.priceStep).eq(0)).toBe(true);
        const bid = side === 'sell' && made.price?.lt(reference.bid) ? reference.bid : undefined;
        expect(made.value?.eq(made.amount?.times(bid ?? made.price ?? 0) ?? -1)).toBe(true);
      }),
    );
  });
});
