/** How to ask ccxt for a withdrawal so that it comes to the point, and the request that would take the money. */
export interface Withdrawal {
  /** `VERB /address`. */
  readonly to: string;
  /** What the body of that request says, where the address alone does not. */
  readonly body?: string;
  readonly code?: string;
  readonly address?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
  /** What has to be answered to the questions it asks first, by a part of their address. */
  readonly answers?: Readonly<Record<string, string>>;
  /** The endpoint to call where the method needs a package or a library that nobody has here. */
  readonly endpoint?: string;
}

/**
 * The exchanges for which ccxt says that it can withdraw, each with the request by which money leaves. Written down by
 * watching raw ccxt and reading every line; the allow-lists know nothing of it.
 */
export const withdrawals: Readonly<Record<string, Withdrawal>> = {
  alpaca: { to: 'POST /v2/wallets/transfers' },
  aster: {
    to: 'POST /api/v3/aster/user-withdraw',
    options: { builderFee: false },
    params: { network: 'ETH', fee: '1' },
  },
  backpack: { to: 'POST /wapi/v1/capital/withdrawals' },
  bequant: { to: 'POST /api/3/wallet/crypto/withdraw' },
  bigone: { to: 'POST /api/v3/viewer/withdrawals' },
  binance: { to: 'POST /sapi/v1/capital/withdraw/apply' },
  binancecoinm: { to: 'POST /sapi/v1/capital/withdraw/apply' },
  binanceus: { to: 'POST /sapi/v1/capital/withdraw/apply' },
  binanceusdm: { to: 'POST /sapi/v1/capital/withdraw/apply' },
  bingx: { to: 'POST /openApi/wallets/v1/capital/withdraw/apply' },
  bitbank: { to: 'POST /v1/user/request_withdrawal', params: { uuid: '1' } },
  bitfinex: { to: 'POST /v2/auth/w/withdraw' },
  bitflyer: { to: 'POST /v1/me/withdraw', code: 'JPY', params: { bank_account_id: 1 } },
  bitget: { to: 'POST /api/v3/account/withdrawal' },
  bithumb: { to: 'POST /v1/withdraws/coin' },
  bitopro: { to: 'POST /v3/wallet/withdraw/USDT' },
  bitrue: { to: 'POST /api/v1/withdraw/commit' },
  bitso: { to: 'POST /api/v3/bitcoin_withdrawal', code: 'BTC' },
  bitstamp: { to: 'POST /api/v2/usdt_withdrawal/' },
  bittrade: { to: 'POST /v1/dw/withdraw/api/create' },
  bitvavo: { to: 'POST /v2/withdrawal' },
  blockchaincom: { to: 'POST /v3/exchange/withdrawals' },
  blofin: { to: 'POST /api/v1/asset/withdrawal-apply' },
  btcmarkets: { to: 'POST /v3/withdrawals' },
  bullish: {
    to: 'POST /trading-api/v1/wallets/withdrawal',
    answers: {
      'hmac/login': '{"authorizer":"1","token":"token"}',
      'trading-accounts': '[{"tradingAccountId":"1","isPrimaryAccount":"true"}]',
    },
  },
  bybit: {
    to: 'POST /v5/asset/withdraw/create',
    answers: { 'account/info': '{"retCode":0,"result":{}}', 'query-api': '{"retCode":0,"result":{"uta":1}}' },
  },
  bybiteu: {
    to: 'POST /v5/asset/withdraw/create',
    answers: { 'account/info': '{"retCode":0,"result":{}}', 'query-api': '{"retCode":0,"result":{"uta":1}}' },
  },
  bybitid: {
    to: 'POST /v5/asset/withdraw/create',
    answers: { 'account/info': '{"retCode":0,"result":{}}', 'query-api': '{"retCode":0,"result":{"uta":1}}' },
  },
  coinbase: { to: 'POST /v2/accounts/1/transactions', params: { account_id: '1' } },
  coinbaseexchange: { to: 'POST /withdrawals/crypto' },
  coinbaseinternational: { to: 'POST /api/v1/transfers/withdraw', params: { portfolio: '1' } },
  coinex: { to: 'POST /v2/assets/withdraw' },
  coinmate: { to: 'POST /api/bitcoinWithdrawal', code: 'BTC' },
  coinsph: { to: 'POST /openapi/wallet/v1/withdraw/apply' },
  cryptocom: { to: 'POST /exchange/v1/private/create-withdrawal' },
  deribit: { to: 'GET /api/v2/private/withdraw' },
  digifinex: { to: 'POST /v3/withdraw/new' },
  dydx: { to: 'GET /broadcast_tx_sync', endpoint: 'nodeRpcGetBroadcastTxSync' },
  extended: {
    to: 'POST /api/v1/user/withdrawal',
    address: `0x${'12'.repeat(31)}`,
    params: { collateralId: '0x1', resolution: 1000000 },
    answers: { 'account/info': '{"status":"OK","data":{"accountId":"1","l2Vault":"1","l2Key":"0x1"}}' },
  },
  fmfwio: { to: 'POST /api/3/wallet/crypto/withdraw' },
  foxbit: { to: 'POST /rest/v3/withdrawals' },
  gate: { to: 'POST /api/v4/withdrawals' },
  gateeu: { to: 'POST /api/v4/withdrawals' },
  gemini: { to: 'POST /v1/withdraw/USDT' },
  grvt: {
    to: 'POST /full/v1/withdrawal',
    options: { builderFee: false },
    answers: {
      aggregated_account_summary: '{"result":{"main_account_id":"0x1234567890123456789012345678901234567890"}}',
      get_sub_accounts: '{"sub_account_ids":["1"]}',
    },
  },
  hashkey: { to: 'POST /api/v1/account/withdraw' },
  hibachi: { to: 'POST /capital/withdraw', answers: { 'exchange-info': '{"feeConfig":{"withdrawalFees":"0.01"}}' } },
  hitbtc: { to: 'POST /api/3/wallet/crypto/withdraw' },
  hollaex: { to: 'POST /v2/user/withdrawal' },
  htx: { to: 'POST /v1/dw/withdraw/api/create', params: {} },
  hyperliquid: { to: 'POST /exchange', code: 'USDC', body: 'withdraw3' },
  independentreserve: { to: 'POST /Private/WithdrawDigitalCurrency', params: {} },
  indodax: { to: 'POST /tapi', body: 'method=withdrawCoin' },
  kraken: { to: 'POST /0/private/Withdraw' },
  kucoin: { to: 'POST /api/v3/withdrawals' },
  kucoinfutures: { to: 'POST /api/v3/withdrawals' },
  lbank: { to: 'POST /v2/supplement/withdraw.do', params: { fee: 1 } },
  lighter: { to: 'POST /api/v1/sendTx', endpoint: 'publicPostSendTx' },
  mercado: { to: 'POST /tapi/v3/', params: { tx_fee: 1 }, body: 'tapi_method=withdraw_coin' },
  mexc: { to: 'POST /api/v3/capital/withdraw' },
  modetrade: {
    to: 'POST /v1/withdraw_request',
    code: 'USDC',
    params: { chainId: '1' },
    answers: { nonce: '{"success":true,"data":{"withdraw_nonce":1}}' },
  },
  myokx: { to: 'POST /api/v5/asset/withdrawal', answers: { 'asset/currencies': '{"code":"0","data":[]}' } },
  ndax: {
    to: 'POST /AP/CreateWithdrawTicket',
    options: { sessionToken: '1' },
    answers: {
      GetUserAccounts: '[1]',
      TemplateTypes: '{"TemplateTypes":[{"TemplateName":"a","AccountProviderId":1}]}',
      GetWithdrawTemplate: '{"Template":"{}"}',
    },
  },
  okx: { to: 'POST /api/v5/asset/withdrawal', answers: { 'asset/currencies': '{"code":"0","data":[]}' } },
  okxus: { to: 'POST /api/v5/asset/withdrawal', answers: { 'asset/currencies': '{"code":"0","data":[]}' } },
  pacifica: { to: 'POST /api/v1/account/withdraw' },
  phemex: { to: 'POST /phemex-withdraw/wallets/api/createWithdraw' },
  poloniex: { to: 'POST /v2/wallets/withdraw' },
  tokocrypto: { to: 'POST /open/v1/withdraws' },
  toobit: { to: 'POST /api/v1/account/withdraw' },
  upbit: { to: 'POST /v1/withdraws/coin' },
  whitebit: { to: 'POST /api/v4/main-account/withdraw' },
  woo: { to: 'POST /v3/asset/wallet/withdraw' },
  woofipro: {
    to: 'POST /v1/withdraw_request',
    code: 'USDC',
    params: { chainId: '1' },
    answers: { nonce: '{"success":true,"data":{"withdraw_nonce":1}}' },
  },
  xt: { to: 'POST /v4/withdraw' },
  zaif: { to: 'POST /tapi', body: 'method=withdraw' },
};
