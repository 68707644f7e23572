import { describe, expect, it } from 'vitest';
import type { Door } from '../../src/venues/row.ts';
import { accountsAt, marketsAt, venueIds, venueRow } from '../../src/venues.ts';

const unifiedBitget = [
  'public GET public.common v2/public/time at common /api/v2/public/time',
  'public GET public.uta v3/market/instruments at uta /api/v3/market/instruments',
  'public GET public.uta v3/market/orderbook at uta /api/v3/market/orderbook',
  'public GET public.uta v3/market/candles at uta /api/v3/market/candles',
  'audit GET private.spot v2/spot/account/info at spot /api/v2/spot/account/info',
  'audit GET private.uta v3/account/info at uta /api/v3/account/info',
  'read GET private.uta v3/account/settings at uta /api/v3/account/settings',
  'read GET private.uta v3/account/assets at uta /api/v3/account/assets',
  'read GET private.uta v3/position/current-position at uta /api/v3/position/current-position',
  'read GET private.uta v3/trade/unfilled-orders at uta /api/v3/trade/unfilled-orders',
  'read GET private.uta v3/trade/order-info at uta /api/v3/trade/order-info',
  'read GET private.uta v3/trade/fills at uta /api/v3/trade/fills',
  'order POST private.uta v3/trade/place-order at uta /api/v3/trade/place-order',
  'cancel POST private.uta v3/trade/cancel-order at uta /api/v3/trade/cancel-order',
];

/**
 * Every door that was written by hand, a second time: what it is for, what ccxt is asked, where that leads when it is
 * not simply the path, and the field that names the call. Whoever adds one has to write here what it is.
 */
const written: Readonly<Record<string, readonly string[]>> = {
  'binance spot': [
    'public GET public time',
    'public GET public exchangeInfo',
    'public GET public depth',
    'public GET public klines',
    'audit GET sapi account/apiRestrictions',
    'read GET private account',
    'read GET private openOrders',
    'read GET private order',
    'read GET private myTrades',
    'order POST private order',
    'cancel DELETE private order',
  ],
  'binanceusdm swap': [
    'public GET fapiPublic time',
    'public GET fapiPublic exchangeInfo',
    'public GET fapiPublic depth',
    'public GET fapiPublic klines',
    'audit GET sapi account/apiRestrictions',
    'read GET fapiPrivateV3 account',
    'read GET fapiPrivateV3 positionRisk',
    'read GET fapiPrivate positionSide/dual',
    'read GET fapiPrivate openOrders',
    'read GET fapiPrivate order',
    'read GET fapiPrivate userTrades',
    'order POST fapiPrivate order',
    'cancel DELETE fapiPrivate order',
  ],
  'binancecoinm swap': [
    'public GET dapiPublic time',
    'public GET dapiPublic exchangeInfo',
    'public GET dapiPublic depth',
    'public GET dapiPublic klines',
    'audit GET sapi account/apiRestrictions',
    'read GET dapiPrivate account',
    'read GET dapiPrivate positionRisk',
    'read GET dapiPrivate positionSide/dual',
    'read GET dapiPrivate openOrders',
    'read GET dapiPrivate order',
    'read GET dapiPrivate userTrades',
    'order POST dapiPrivate order',
    'cancel DELETE dapiPrivate order',
  ],
  'bybit spot': [
    'public GET public v5/market/time',
    'public GET public v5/market/instruments-info',
    'public GET public v5/market/orderbook',
    'public GET public v5/market/kline',
    'audit GET private v5/user/query-api',
    'read GET private v5/account/wallet-balance',
    'read GET private v5/order/realtime',
    'read GET private v5/order/history',
    'read GET private v5/execution/list',
    'order POST private v5/order/create',
    'cancel POST private v5/order/cancel',
  ],
  'okx spot': [
    'public GET public public/time at rest /api/v5/public/time',
    'public GET public public/instruments at rest /api/v5/public/instruments',
    'public GET public market/books at rest /api/v5/market/books',
    'public GET public market/candles at rest /api/v5/market/candles',
    'audit GET private account/config at rest /api/v5/account/config',
    'read GET private account/balance at rest /api/v5/account/balance',
    'read GET private trade/order at rest /api/v5/trade/order',
    'read GET private trade/orders-pending at rest /api/v5/trade/orders-pending',
    'read GET private trade/fills-history at rest /api/v5/trade/fills-history',
    'order POST private trade/order at rest /api/v5/trade/order',
    'cancel POST private trade/cancel-order at rest /api/v5/trade/cancel-order',
  ],
  'kraken spot': [
    'public GET public Time at public /0/public/Time',
    'public GET public AssetPairs at public /0/public/AssetPairs',
    'public GET public Depth at public /0/public/Depth',
    'public GET public OHLC at public /0/public/OHLC',
    'audit POST private GetApiKeyInfo at private /0/private/GetApiKeyInfo',
    'read POST private BalanceEx at private /0/private/BalanceEx',
    'read POST private OpenOrders at private /0/private/OpenOrders',
    'read POST private ClosedOrders at private /0/private/ClosedOrders',
    'read POST private QueryOrders at private /0/private/QueryOrders',
    'read POST private TradesHistory at private /0/private/TradesHistory',
    'order POST private AddOrder at private /0/private/AddOrder',
    'cancel POST private CancelOrder at private /0/private/CancelOrder',
  ],
  'coinbase spot': [
    'public GET v2.public time at rest /v2/time',
    'public GET v3.public brokerage/market/products at rest /api/v3/brokerage/market/products',
    'public GET v3.public brokerage/market/product_book at rest /api/v3/brokerage/market/product_book',
    'public GET v3.public brokerage/market/products/{product_id}/candles at rest /api/v3/brokerage/market/products/{product_id}/candles',
    'audit GET v3.private brokerage/key_permissions at rest /api/v3/brokerage/key_permissions',
    'read GET v3.private brokerage/transaction_summary at rest /api/v3/brokerage/transaction_summary',
    'read GET v3.private brokerage/accounts at rest /api/v3/brokerage/accounts',
    'read GET v3.private brokerage/orders/historical/batch at rest /api/v3/brokerage/orders/historical/batch',
    'read GET v3.private brokerage/orders/historical/{order_id} at rest /api/v3/brokerage/orders/historical/{order_id}',
    'read GET v3.private brokerage/orders/historical/fills at rest /api/v3/brokerage/orders/historical/fills',
    'order POST v3.private brokerage/orders at rest /api/v3/brokerage/orders',
    'cancel POST v3.private brokerage/orders/batch_cancel at rest /api/v3/brokerage/orders/batch_cancel',
  ],
  'kucoin spot': [
    'public GET public timestamp at public /api/v1/timestamp',
    'public GET public symbols at public /api/v2/symbols',
    'public GET public market/orderbook/level{level}_{limit} at public /api/v1/market/orderbook/level{level}_{limit}',
    'public GET public market/candles at public /api/v1/market/candles',
    'audit GET private user/api-key at private /api/v1/user/api-key',
    'audit GET uta user/my-ip at uta /api/ua/v1/user/my-ip',
    'read GET private accounts at private /api/v1/accounts',
    'read GET private hf/orders/active/symbols at private /api/v1/hf/orders/active/symbols',
    'read GET private hf/orders/active at private /api/v1/hf/orders/active',
    'read GET private hf/orders/client-order/{clientOid} at private /api/v1/hf/orders/client-order/{clientOid}',
    'read GET private hf/orders/{orderId} at private /api/v1/hf/orders/{orderId}',
    'read GET private hf/fills at private /api/v1/hf/fills',
    'order POST private hf/orders at private /api/v1/hf/orders',
    'cancel DELETE private hf/orders/client-order/{clientOid} at private /api/v1/hf/orders/client-order/{clientOid}',
  ],
  'kucoinfutures swap': [
    'public GET futuresPublic timestamp at futuresPublic /api/v1/timestamp',
    'public GET futuresPublic contracts/active at futuresPublic /api/v1/contracts/active',
    'public GET futuresPublic level2/depth20 at futuresPublic /api/v1/level2/depth20',
    'public GET futuresPublic kline/query at futuresPublic /api/v1/kline/query',
    'audit GET private user/api-key at private /api/v1/user/api-key',
    'audit GET uta user/my-ip at uta /api/ua/v1/user/my-ip',
    'read GET futuresPrivate account-overview at futuresPrivate /api/v1/account-overview',
    'read GET futuresPrivate positions at futuresPrivate /api/v1/positions',
    'read GET futuresPrivate position/getPositionMode at futuresPrivate /api/v2/position/getPositionMode',
    'read GET futuresPrivate position/getMarginMode at futuresPrivate /api/v2/position/getMarginMode',
    'read GET futuresPrivate orders at futuresPrivate /api/v1/orders',
    'read GET futuresPrivate orders/byClientOid at futuresPrivate /api/v1/orders/byClientOid',
    'read GET futuresPrivate orders/{orderId} at futuresPrivate /api/v1/orders/{orderId}',
    'read GET futuresPrivate fills at futuresPrivate /api/v1/fills',
    'order POST futuresPrivate orders at futuresPrivate /api/v1/orders',
    'cancel DELETE futuresPrivate orders/client-order/{clientOid} at futuresPrivate /api/v1/orders/client-order/{clientOid}',
  ],
  'bitget spot': [
    'public GET public.common v2/public/time at common /api/v2/public/time',
    'public GET public.spot v2/spot/public/symbols at spot /api/v2/spot/public/symbols',
    'public GET public.margin v2/margin/currencies at margin /api/v2/margin/currencies',
    'public GET public.spot v2/spot/market/orderbook at spot /api/v2/spot/market/orderbook',
    'public GET public.spot v2/spot/market/candles at spot /api/v2/spot/market/candles',
    'audit GET private.spot v2/spot/account/info at spot /api/v2/spot/account/info',
    'audit GET private.uta v3/account/info at uta /api/v3/account/info',
    'read GET private.spot v2/spot/account/assets at spot /api/v2/spot/account/assets',
    'read GET private.spot v2/spot/trade/unfilled-orders at spot /api/v2/spot/trade/unfilled-orders',
    'read GET private.spot v2/spot/trade/orderInfo at spot /api/v2/spot/trade/orderInfo',
    'read GET private.spot v2/spot/trade/fills at spot /api/v2/spot/trade/fills',
    'order POST private.spot v2/spot/trade/place-order at spot /api/v2/spot/trade/place-order',
    'cancel POST private.spot v2/spot/trade/cancel-order at spot /api/v2/spot/trade/cancel-order',
  ],
  'bitget swap': [
    'public GET public.common v2/public/time at common /api/v2/public/time',
    'public GET public.mix v2/mix/market/contracts at mix /api/v2/mix/market/contracts',
    'public GET public.mix v2/mix/market/merge-depth at mix /api/v2/mix/market/merge-depth',
    'public GET public.mix v2/mix/market/candles at mix /api/v2/mix/market/candles',
    'audit GET private.spot v2/spot/account/info at spot /api/v2/spot/account/info',
    'audit GET private.uta v3/account/info at uta /api/v3/account/info',
    'read GET private.mix v2/mix/account/accounts at mix /api/v2/mix/account/accounts',
    'read GET private.mix v2/mix/account/account at mix /api/v2/mix/account/account',
    'read GET private.mix v2/mix/position/all-position at mix /api/v2/mix/position/all-position',
    'read GET private.mix v2/mix/order/orders-pending at mix /api/v2/mix/order/orders-pending',
    'read GET private.mix v2/mix/order/detail at mix /api/v2/mix/order/detail',
    'read GET private.mix v2/mix/order/fills at mix /api/v2/mix/order/fills',
    'order POST private.mix v2/mix/order/place-order at mix /api/v2/mix/order/place-order',
    'cancel POST private.mix v2/mix/order/cancel-order at mix /api/v2/mix/order/cancel-order',
  ],
  'bitget spot unified': unifiedBitget,
  'bitget swap unified': unifiedBitget,
  'gemini spot': [
    'public GET public v1/symbols',
    'public GET public v1/symbols/details/{symbol}',
    'public GET public v1/book/{symbol}',
    'public GET public v2/candles/{symbol}/{timeframe}',
    'audit POST private v1/roles by request',
    'read POST private v1/balances by request',
    'read POST private v1/orders by request',
    'read POST private v1/order/status by request',
    'read POST private v1/mytrades by request',
    'order POST private v1/order/new by request',
    'cancel POST private v1/order/cancel by request',
  ],
};

/** Who has the doors of another. */
const twins: Readonly<Record<string, string>> = { bybiteu: 'bybit', bybitid: 'bybit', okxus: 'okx', myokx: 'okx' };

const rows = venueIds.flatMap((id) =>
  marketsAt(id).flatMap((market) =>
    accountsAt(id).map(
      (account) =>
        [id, account === 'classic' ? market : `${market} ${account}`, venueRow(id, market, account)] as const,
    ),
  ),
);
const said = ({ use, method, api, path, at, named }: Door): string =>
  `${use} ${method} ${api} ${path}${at === undefined ? '' : ` at ${at.base} ${at.path}`}${named === undefined ? '' : ` by ${named}`}`;

describe('the doors that were written by hand', () => {
  it.each(rows)('%s, %s: are these and no others', (id, kind, { doors }) => {
    expect(doors.map(said)).toEqual(written[`${twins[id] ?? id} ${kind}`]);
  });

  it('let one request place an order, and one cancel it', () => {
    for (const [of, doors] of Object.entries(written)) {
      for (const use of ['order', 'cancel']) {
        expect(
          doors.filter((door) => door.startsWith(`${use} `)),
          of,
        ).toHaveLength(1);
      }
    }
  });

  it('judge the answer to everything that ccxt reads, with what it is taken for granted to be', () => {
    const blind = rows.flatMap(([id, , { doors }]) =>
      doors.filter(({ use, shaped }) => use !== 'audit' && shaped === undefined).map((door) => `${id} ${door.path}`),
    );
    // What ccxt asks there while it loads markets is used for nothing here.
    expect(blind).toEqual(['coinbase brokerage/transaction_summary']);
  });

  it.each(rows)('%s, %s: take nothing for an answer that is none', (_id, _kind, { doors }) => {
    for (const { shaped, path } of doors) {
      for (const none of [undefined, null, 7, '', 'text', true]) expect(shaped?.(none) ?? false, path).toBe(false);
    }
  });
});
