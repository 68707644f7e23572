import type { IntentRow, Ledger } from '@gatehouse/journal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateOf } from '../src/candidate.ts';
import type { ControlContext } from '../src/controls/control.ts';
import { needsHoldings } from '../src/controls/state.ts';
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
    expect(needsHoldings(candidate, ledger(), context)).toBe(false);
    expect(needsHoldings(candidate, standing('reducing'), context)).toBe(true);
    expect(needsHoldings(candidate, ledger(), { ...context, clearance: 'expired' })).toBe(true);
    expect(needsHoldings({ asked: { ...buy, reduceOnly: true } }, ledger(), context)).toBe(true);
  });

  it('refuses an order that is too old, or from the future', () => {
    expect(control({}, { receivedAt: ago(2000) })).toBeUndefined();
    expect(control({}, { receivedAt: ago(2001) })).toBe('order-age');
    expect(control({}, { receivedAt: ago(-1) })).toBe('order-age');
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
        expect(made.value?.eq(made.amount?.times(made.price ?? 0) ?? -1)).toBe(true);
      }),
    );
  });
});
