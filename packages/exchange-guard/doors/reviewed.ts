/** Calls that are not GET and were looked at by a person: they tell something and change nothing. */
interface Review {
  /** Why this exchange reads by something else than GET. */
  readonly why: string;
  /** `part VERB path`, as ccxt names them. */
  readonly reads: readonly string[];
  /** The field by which a signed request names the call, where it does: then no parameter may have that name. */
  readonly named?: string;
}

/**
 * What is not here is no door, whatever was seen: a POST is a write until somebody has read what it does. Each line was
 * held against ccxt's parser for it, which reads balances, orders, trades, candles or a book and nothing else.
 */
export const reviewed: Readonly<Record<string, Review>> = {
  bitbns: {
    why: 'version 1 and 2 of its API take every signed call as a POST; these four only list',
    reads: [
      'v1 POST currentCoinBalance/EVERYTHING',
      'v1 POST listExecutedOrders/{symbol}',
      'v1 POST orderStatus/{symbol}',
      'v2 POST getordersnew',
    ],
  },
  bitfinex: {
    why: 'every signed call is a POST; auth/r reads and auth/w writes, and each key permission names one of the two',
    reads: [
      'private POST auth/r/orders',
      'private POST auth/r/orders/{symbol}',
      'private POST auth/r/trades/{symbol}/hist',
      'private POST auth/r/wallets',
    ],
  },
  bitstamp: {
    why: 'every signed call is a POST; these four list balances, orders and transactions',
    reads: [
      'private POST account_balances/',
      'private POST open_orders/all/',
      'private POST order_status/',
      'private POST user_transactions/{pair}/',
    ],
  },
  btcbox: {
    why: 'every signed call is a POST; trade_list and trade_view show orders, trade_add and trade_cancel change them',
    reads: ['private POST balance', 'private POST trade_list', 'private POST trade_view'],
  },
  cex: {
    why: 'every call, public ones too, is a POST; what begins with get_ tells and what begins with do_ does',
    reads: [
      'private POST get_my_orders',
      'private POST get_my_wallet_balance',
      'public POST get_candles',
      'public POST get_order_book',
      'public POST get_pairs_info',
      'public POST get_server_time',
    ],
  },
  coinmate: {
    why: 'every signed call is a POST; these four list',
    reads: ['private POST balances', 'private POST openOrders', 'private POST orderById', 'private POST tradeHistory'],
  },
  coinone: {
    why: 'every signed call is a POST; these four list',
    reads: [
      'v2Private POST account/balance',
      'v2Private POST order/complete_orders',
      'v2Private POST order/query_order',
      'v2_1Private POST order/open_orders',
    ],
  },
  coinspot: {
    why: 'every signed call is a POST; ro is its read-only part, and my/balances and orders only list',
    reads: ['private POST my/balances', 'private POST orders', 'private POST ro/my/transactions'],
  },
  cryptocom: {
    why: 'every signed call is a POST; what begins with get- or is user-balance tells, create- and cancel- do',
    reads: [
      'v1.private POST private/get-open-orders',
      'v1.private POST private/get-order-detail',
      'v1.private POST private/get-trades',
      'v1.private POST private/user-balance',
    ],
  },
  derive: {
    why: 'JSON-RPC over POST, public calls too; get_ reads',
    reads: [
      'private POST get_all_portfolios',
      'private POST get_orders',
      'private POST get_trade_history',
      'public POST get_all_instruments',
      'public POST get_time',
    ],
  },
  gemini: {
    why: 'every signed call is a POST; orders are placed at v1/order/new, which is another address than v1/orders',
    named: 'request',
    reads: [
      'private POST v1/balances',
      'private POST v1/mytrades',
      'private POST v1/order/status',
      'private POST v1/orders',
    ],
  },
  grvt: {
    why: 'its market data is asked for by POST; what needs an account signs in with the wallet key first and is left out',
    reads: [
      'publicMarket POST full/v1/all_instruments',
      'publicMarket POST full/v1/book',
      'publicMarket POST full/v1/kline',
    ],
  },
  hyperliquid: {
    why: 'info answers questions about the chain and takes no signature; everything that acts is signed and goes to exchange',
    reads: ['public POST info'],
  },
  independentreserve: {
    why: 'every signed call is a POST; what begins with Get reads',
    reads: [
      'private POST GetAccounts',
      'private POST GetOpenOrders',
      'private POST GetOrderDetails',
      'private POST GetTrades',
    ],
  },
  indodax: {
    why: 'one address for every signed call; the field "method" of the body names it, and these three list',
    named: 'method',
    reads: ['private POST getInfo', 'private POST getOrder', 'private POST openOrders'],
  },
  kraken: {
    why: 'every signed call is a POST; these four need query permissions only, and an order is AddOrder',
    reads: [
      'private POST BalanceEx',
      'private POST OpenOrders',
      'private POST QueryOrders',
      'private POST TradesHistory',
    ],
  },
  lbank: {
    why: 'every signed call is a POST; these four list',
    reads: [
      'spot.private POST supplement/orders_info',
      'spot.private POST supplement/orders_info_no_deal',
      'spot.private POST supplement/user_info',
      'spot.private POST transaction_history',
    ],
  },
  mercado: {
    why: 'one address for every signed call; the field "tapi_method" of the body names it, and these three list',
    named: 'tapi_method',
    reads: ['private POST get_account_info', 'private POST get_order', 'private POST list_orders'],
  },
  nado: {
    why: 'the archive is an index of what has happened and takes no signature; orders go to the execute call of the gateway',
    reads: ['archive POST '],
  },
  p2b: {
    why: 'every signed call is a POST; these three list, and an order is order/new',
    reads: ['private POST account/balances', 'private POST account/market_deal_history', 'private POST orders'],
  },
  whitebit: {
    why: 'every signed call is a POST; an order is order/new, and v4/orders only lists what is open',
    named: 'request',
    reads: [
      'v4.private POST orders',
      'v4.private POST trade-account/balance',
      'v4.private POST trade-account/executed-history',
      'v4.private POST trade-account/order/history',
    ],
  },
  zaif: {
    why: 'one address for every signed call; the field "method" of the body names it, and these two list',
    named: 'method',
    reads: ['private POST active_orders', 'private POST get_info'],
  },
};
