/** What keeps ccxt from doing more than it was asked to. */
export interface Quiet {
  readonly why: string;
  /** Options of ccxt's that turn it off. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Methods that answer this at once instead of doing anything. */
  readonly answers?: Readonly<Record<string, unknown>>;
}

/**
 * Where ccxt writes to an account, signs in or adds itself to orders without being asked: at loadMarkets, before a read,
 * or in an order. The walls stop the requests; this keeps them from being made, and keeps orders as they were approved.
 */
const table: Readonly<Record<string, Quiet>> = Object.freeze({
  __proto__: null as never,
  aster: {
    why: 'signIn, which loadMarkets comes through, approves a builder fee for ccxt with the wallet key',
    options: { builderFee: false },
    answers: { initializeClient: false },
  },
  bigone: {
    why: 'fetchCurrencies reads a page of the website that is not part of the API',
    answers: { fetchWebEndpoint: undefined },
  },
  btcbox: {
    why: 'fetchMarkets also reads a page of the website that is not part of the API',
    answers: { fetchWebEndpoint: undefined },
  },
  extended: {
    why: 'orders carry a builder fee of 0.01 % for ccxt unless it is turned off',
    options: { builderFee: false },
  },
  gemini: {
    why: 'fetchMarkets may read pages of the website and of the documentation instead of the API',
    options: { fetchMarketsMethod: 'fetch_markets_from_api' },
    answers: { fetchWebEndpoint: undefined },
  },
  grvt: {
    why: 'reads sign in with the wallet key first, and signing in authorises a builder fee for ccxt',
    options: { builderFee: false },
    answers: { signIn: false, initializeClient: false },
  },
  hyperliquid: {
    why: 'loadMarkets and orders approve a builder fee and name a referrer, both signed with the wallet key',
    answers: { initializeClient: true },
  },
  lighter: {
    why: 'loading the account approves ccxt as an integrator that takes a fee, and orders name it',
    options: { builderFee: false },
    answers: { handleBuilderFeeApproval: false },
  },
  mexc: {
    why: "fetchMarkets sets ccxt's own rate limit, which is not used here",
    answers: { setProperty: undefined },
  },
  nado: {
    why: 'orders carry a builder fee of 0.01 % for ccxt unless it is turned off',
    options: { builderFee: false },
  },
  pacifica: {
    why: 'orders and cancels approve a builder code for ccxt with the wallet key',
    options: { builderFee: false },
    answers: { initializeClient: true },
  },
});

const nothing: Quiet = Object.freeze({ why: 'ccxt does nothing there that it was not asked to' });

export function quietFor(exchange: string): Quiet {
  return table[exchange] ?? nothing;
}

export const quietIds: readonly string[] = Object.freeze(Object.keys(table));
