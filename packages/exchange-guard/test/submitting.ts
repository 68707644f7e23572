import { expect } from 'vitest';
import type { OrderRequest, Submission } from '../src/index.ts';
import type { House } from './house.ts';

// What tests of the order gate ask for, and how they look at what came of it.

export const POST = 'POST /api/v3/order';

export const market: OrderRequest = {
  symbol: 'BTC/USDT',
  side: 'buy',
  kind: 'market',
  amount: '0.001',
  reason: 'a test',
};

/** The orders that reached the exchange. */
export const placedAt = ({ exchange }: House) => exchange.asked('POST', '/api/v3/order');

export const idOf = (submission: Submission): string =>
  'clientOrderId' in submission ? submission.clientOrderId : expect.fail(`it was ${submission.outcome}`);

/** The first order's execution, as the exchange tells it. */
export const firstTrade = () => ({
  symbol: 'BTCUSDT',
  id: 7,
  orderId: 1001,
  price: '99500',
  qty: '0.001',
  commission: '0',
  commissionAsset: 'BNB',
  time: Date.now(),
  isBuyer: true,
  isMaker: true,
});
