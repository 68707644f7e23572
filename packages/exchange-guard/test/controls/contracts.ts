import type { IntentRow, Ledger } from '@gatehouse/journal';
import { candidateOf } from '../../src/candidate.ts';
import type { ControlContext, Refusal } from '../../src/controls/control.ts';
import { refusalOf } from '../../src/controls.ts';
import type { Limits } from '../../src/limits.ts';
import type { Instrument, OrderRequest } from '../../src/order.ts';
import { limits as spot } from '../house.ts';
import { ledger, now, reference, standing } from './spot.ts';

// Orders for contracts, judged by the whole row of controls: a linear market of 0.01 BTC each, and an inverse one of 100 USD.

const steps = { amountStep: '1', priceStep: '0.1', minAmount: '1', minValue: '100', active: true };
export const linear: Instrument = {
  ...steps,
  symbol: 'BTC/USDT:USDT',
  marketId: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  contract: { size: '0.01', settle: 'USDT', inverse: false },
};
export const inverse: Instrument = {
  ...steps,
  symbol: 'BTC/USD:BTC',
  marketId: 'BTCUSD_PERP',
  base: 'BTC',
  quote: 'USD',
  contract: { size: '100', settle: 'BTC', inverse: true },
};
export const limits: Limits = {
  ...spot,
  symbols: [linear.symbol, inverse.symbol],
  maxOrderValue: { USDT: '5000', USD: '5000' },
  maxOrderVolume: { BTC: '0.05' },
  maxPositionValue: { USDT: '10000', USD: '10000' },
};

export const held = (contracts: string, { symbol }: Instrument = linear) => [{ symbol, contracts }];

export const reducing = standing('reducing');

/** Intents of the linear market that are open and were last heard of a minute ago. */
export const intents = (...rows: Partial<IntentRow>[]): Ledger => ledger({ open: rows.map(intent), recent: [] });

export const intent = (over: Partial<IntentRow>): IntentRow => ({
  clientOrderId: 'c',
  sequence: 1,
  epoch: 1,
  symbol: linear.symbol,
  side: 'buy',
  kind: 'limit',
  amount: '1',
  price: '99000',
  value: '990',
  quote: 'USDT',
  reason: 'r',
  strategy: 's',
  asked: null,
  status: 'open',
  createdAt: now,
  updatedAt: new Date(now.getTime() - 60_000),
  attempts: 1,
  filled: '0',
  entry: 1,
  ...over,
});

export type Given = Partial<Omit<ControlContext, 'limits'>> & { limits?: Partial<Limits>; ledger?: Ledger };

/** What the controls say of one contract bought at the market's price, or of what is asked instead. */
export function judged(request: Partial<OrderRequest>, given: Given = {}): Refusal | undefined {
  const { limits: over, ledger: book = ledger(), instrument = linear, ...rest } = given;
  const asked: OrderRequest = {
    symbol: instrument.symbol,
    side: 'buy',
    kind: 'limit',
    amount: '1',
    price: '100000',
    reason: 'a test',
    ...request,
  };
  const context: ControlContext = {
    limits: { ...limits, ...over },
    clearance: 'valid',
    receivedAt: now,
    epoch: 1,
    instrument,
    reference,
    positions: [],
    positionsAt: now,
    ...rest,
  };
  return refusalOf(
    candidateOf(asked, { instrument, reference: context.reference, limits: context.limits }),
    book,
    context,
  );
}
export const control = (request: Partial<OrderRequest>, given?: Given) => judged(request, given)?.control;
