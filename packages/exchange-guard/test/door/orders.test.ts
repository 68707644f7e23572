import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loopback, loopback } from '../../doors/loopback.ts';
import { venueIds } from '../../src/venues.ts';
import { everyAttempt } from './attempts.ts';
import { guardedClient, rawClient } from './clients.ts';

/** Every unified method of ccxt by which an order is placed, changed or a position closed; and those of single exchanges. */
const base = `createOrder createOrders createSpotOrders createContractOrders createTwapOrder createLimitOrder
  createLimitBuyOrder createLimitSellOrder createMarketOrder createMarketBuyOrder createMarketSellOrder
  createMarketOrderWithCost createMarketBuyOrderWithCost createMarketSellOrderWithCost createPostOnlyOrder
  createReduceOnlyOrder createStopOrder createStopLimitOrder createStopMarketOrder createStopLossOrder
  createTakeProfitOrder createTriggerOrder createTrailingAmountOrder createTrailingPercentOrder
  createOrderWithTakeProfitAndStopLoss editOrder editOrders editOrderWithClientOrderId editLimitOrder
  editLimitBuyOrder editLimitSellOrder createOrderWs createOrdersWs createLimitOrderWs createLimitBuyOrderWs
  createLimitSellOrderWs createMarketOrderWs createMarketBuyOrderWs createMarketSellOrderWs createMarketOrderWithCostWs
  createPostOnlyOrderWs createReduceOnlyOrderWs createStopOrderWs createStopLimitOrderWs createStopMarketOrderWs
  createStopLossOrderWs createTakeProfitOrderWs createTriggerOrderWs createTrailingAmountOrderWs
  createTrailingPercentOrderWs createOrderWithTakeProfitAndStopLossWs editOrderWs closePosition
  closeAllPositions`.split(/\s+/);
const single = `createUtaOrder createUtaOrders createSpotOrder createContractOrder createSwapOrder editSpotOrder
  editContractOrder signAndCreateOrder`.split(/\s+/);

let server: Loopback;
beforeAll(async () => {
  server = await loopback();
});
afterAll(() => server.stop());

describe('an order without a permit', () => {
  it.each(venueIds)('%s: leaves by no method, in either spelling', async (id) => {
    const raw = await rawClient(id, server.url);
    const spelled = raw.unCamelCase as (name: string) => string;
    const names = [...base, ...single]
      .flatMap((name) => [name, spelled(name)])
      .filter((name) => typeof raw[name] === 'function');
    expect(names.length).toBeGreaterThanOrEqual(2 * base.length);
    const symbol = raw.has.spot === false ? 'BTC/USDT:USDT' : 'BTC/USDT';
    const { client, close } = await guardedClient(id, server.url);
    const attempts = await everyAttempt(client, server, { names, symbol, insist: false });
    close();
    const acted = attempts.filter(({ arrived }) =>
      arrived.some(({ method, path }) => method !== 'GET' && !/info|query/i.test(path)),
    );
    expect(acted).toEqual([]);
    // Each was refused by us, or by ccxt because the exchange has no such order.
    const known = new Set([
      'NotSupported',
      'ArgumentsRequired',
      'BadRequest',
      'InvalidOrder',
      'ExchangeError',
      'BadSymbol',
      // Made of arguments that ccxt's own helper put in the wrong places.
      'TypeError',
      // Or of a market of this test's that lacks a field which one exchange has.
      'Error',
    ]);
    expect(attempts.filter(({ guarded, error }) => !guarded && !known.has(error ?? 'none'))).toEqual([]);
    // The plain one comes to the wall, and to nothing before it.
    expect(attempts.find(({ name }) => name === 'createOrder')).toMatchObject({ guarded: true });
    const control = await everyAttempt(raw, server, { names: ['createOrder'], symbol, insist: true });
    expect(control[0]?.arrived.length).toBeGreaterThan(0);
  });
});
