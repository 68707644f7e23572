/** Two markets and two currencies, enough for every method of ccxt to come to the point without loading any. */
/** Binance's names for what may be ordered: its class asks the market for them. */
const orderTypes = 'LIMIT MARKET LIMIT_MAKER STOP STOP_MARKET STOP_LOSS STOP_LOSS_LIMIT TAKE_PROFIT TAKE_PROFIT_MARKET'
  .concat(' TAKE_PROFIT_LIMIT TRAILING_STOP_MARKET')
  .split(' ');

const shared = { active: true, limits: {}, precision: { amount: 0.0001, price: 0.01 }, info: { orderTypes } };

export const markets = [
  {
    ...shared,
    id: 'BTC_USDT',
    symbol: 'BTC/USDT',
    base: 'BTC',
    quote: 'USDT',
    baseId: 'BTC',
    quoteId: 'USDT',
    type: 'spot',
    spot: true,
    margin: false,
    swap: false,
    future: false,
    option: false,
    contract: false,
  },
  {
    ...shared,
    id: 'BTC_USDT_SWAP',
    symbol: 'BTC/USDT:USDT',
    base: 'BTC',
    quote: 'USDT',
    settle: 'USDT',
    baseId: 'BTC',
    quoteId: 'USDT',
    settleId: 'USDT',
    type: 'swap',
    spot: false,
    margin: false,
    swap: true,
    future: false,
    option: false,
    contract: true,
    linear: true,
    inverse: false,
    contractSize: 1,
  },
];
