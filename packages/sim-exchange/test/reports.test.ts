import { describe, expect, it } from 'vitest';
import { acknowledgement, cancellation, full, ownTrade, result, status } from '../src/reports.ts';
import { flatPath, limit, NOON, openGround } from './support/ground.ts';

const ground = openGround({ path: flatPath(6_500_000) });
const order = ground.submit(limit('BUY', '0.001', '65100', { clientOrderId: 'mine' }));

describe('an order is reported', () => {
  it('shortly, with its result, and in full, each with all of the one before', () => {
    const [short, middle, long] = [acknowledgement(order), result(order), full(order)];
    expect(short).toEqual({
      symbol: 'BTCUSDT',
      orderId: 1,
      orderListId: -1,
      clientOrderId: 'mine',
      transactTime: NOON,
    });
    expect(middle).toMatchObject(short);
    expect(middle).toMatchObject({
      price: '65100.00000000',
      origQty: '0.00100000',
      executedQty: '0.00100000',
      status: 'FILLED',
    });
    expect(long).toMatchObject(middle);
    expect(long.fills).toMatchObject([
      { qty: '0.00100000', commission: '0.00000100', commissionAsset: 'BTC', tradeId: 1 },
    ]);
  });

  it('when it is looked up, when it is canceled, and by its trades', () => {
    expect(status(order)).toMatchObject({
      time: NOON,
      updateTime: NOON,
      cummulativeQuoteQty: order.executedValue.toFixed(8),
    });
    expect(cancellation(order, 'c')).toMatchObject({ origClientOrderId: 'mine', clientOrderId: 'c' });
    const [trade] = order.trades;
    expect(trade && ownTrade(trade)).toMatchObject({
      orderId: 1,
      isBuyer: true,
      isMaker: false,
      quoteQty: order.executedValue.toFixed(8),
    });
  });
});
