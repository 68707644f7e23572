import { describe, expect, it } from 'vitest';
import { type Closed, closedKind, closedWords } from '../src/closed-names.ts';

const ordering = { order: true, cancel: true };
const reading = { order: false, cancel: false };

describe('a method of ccxt', () => {
  it.each<readonly [Closed, readonly string[]]>([
    ['money', ['withdraw', 'transfer', 'transferOut', 'borrowCrossMargin', 'addMargin', 'redeemGiftCode', 'deposit']],
    ['account', ['setLeverage', 'createSubAccount', 'approveBuilderFee', 'setRef', 'changeApiKey', 'onboarding']],
    ['signature', ['signMessage', 'signHash', 'signL1Action', 'lighterSignWithdraw', 'starknetSign', 'oath']],
    ['socket', ['watch', 'client', 'watchTrades', 'unWatchTrades', 'createOrderWs', 'withdrawWs', 'fetchBalanceWs']],
    ['plumbing', ['defineRestApi', 'spawn', 'setProperty', 'fetchWebEndpoint', 'undiciRequest', 'readFile']],
  ])('of the kind %s is closed, wherever orders can be placed or not', (kind, names) => {
    for (const name of names) {
      expect(closedKind(name, ordering), name).toBe(kind);
      expect(closedKind(name, reading), name).toBe(kind);
    }
    expect(closedWords[kind]).not.toBe('');
  });

  it.each([
    'createOrder',
    'createOrders',
    'createMarketBuyOrder',
    'createMarketBuyOrderWithCost',
    'createOrderWithTakeProfitAndStopLoss',
    'createSpotOrder',
    'createUtaOrders',
    'editOrder',
    'editOrderWithClientOrderId',
    'closePosition',
    'closeAllPositions',
  ])('%s is closed where no door leads to ordering, and left to the permits where one does', (name) => {
    expect(closedKind(name, reading)).toBe('money');
    expect(closedKind(name, ordering)).toBeUndefined();
  });

  it.each(['cancelOrder', 'cancelOrders', 'cancelAllOrders', 'cancelAllOrdersAfter', 'cancelOrderWithClientOrderId'])(
    '%s is closed where no door leads to cancelling',
    (name) => {
      expect(closedKind(name, { order: true, cancel: false })).toBe('money');
      expect(closedKind(name, ordering)).toBeUndefined();
    },
  );

  it.each([
    'fetchBalance',
    'fetchOpenOrders',
    'loadMarkets',
    'parseOrder',
    'createOrderRequest',
    'safeString',
    'constructor',
    '__proto__',
    'request',
  ])('%s is left to the walls', (name) => {
    expect(closedKind(name, reading)).toBeUndefined();
  });
});
