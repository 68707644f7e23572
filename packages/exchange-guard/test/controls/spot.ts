import type { IntentRow, Ledger } from '@gatehouse/journal';
import { candidateOf } from '../../src/candidate.ts';
import type { ControlContext } from '../../src/controls/control.ts';
import { refusalOf } from '../../src/controls.ts';
import type { Limits } from '../../src/limits.ts';
import type { Instrument, OrderRequest, Reference } from '../../src/order.ts';
import { buy, limits } from '../house.ts';

// Orders at a spot market, judged by the whole row of controls.

export const now = new Date('2026-11-01T00:00:00Z');
export const ago = (ms: number): Date => new Date(now.getTime() - ms);
export const instrument: Instrument = {
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
export const reference: Reference = { bid: '99990', ask: '100010', mid: '100000', at: now };
export const row = (over: Partial<IntentRow> = {}): IntentRow => ({
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
export const ledger = (over: Partial<Ledger> = {}): Ledger => ({
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
export const standing = (state: 'reducing' | 'halted') => ledger({ standing: { state, restrictions: [], epoch: 1 } });

export type Given = Partial<Omit<ControlContext, 'limits'>> & { limits?: Partial<Limits>; ledger?: Ledger };

/** What the controls say of the ordinary order, or of what is asked instead. */
export function judged(
  request: Partial<OrderRequest>,
  { limits: over, ledger: book = ledger(), ...given }: Given = {},
) {
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
export const control = (request: Partial<OrderRequest>, given?: Given) => judged(request, given)?.control;

/** The ordinary order without some of its fields. */
export const without = <Key extends keyof OrderRequest>(...keys: Key[]): OrderRequest =>
  Object.fromEntries(Object.entries(buy).filter(([key]) => !keys.includes(key as Key))) as unknown as OrderRequest;

/** What the controls say of exactly this order. */
export const raw = (request: OrderRequest) =>
  refusalOf(candidateOf(request, { instrument, reference, limits }), ledger(), {
    limits,
    clearance: 'valid',
    receivedAt: now,
    epoch: 1,
    instrument,
    reference,
  });
