import { statedFilters } from './filters.ts';
import type { Market } from './market.ts';
import { type Call, marketsOf, type Route, Text } from './route.ts';
import { announcedLimits } from './usage.ts';

const empty = (): object => ({});
const time = ({ at }: Call): object => ({ serverTime: at });

/** Time, trading rules, and the two address echoes. */
export const generalRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v3/ping', access: 'public', weight: 1, takes: [], answer: empty },
  { method: 'GET', path: '/api/v3/time', access: 'public', weight: 1, takes: [], answer: time },
  {
    method: 'GET',
    path: '/api/v3/exchangeInfo',
    access: 'public',
    weight: 20,
    takes: ['symbol', 'symbols', 'permissions', 'showPermissionSets', 'symbolStatus'],
    answer: (call) => tradingRules(call, marketsOf(call).markets),
  },
  // Clients load all kinds of market at once; this exchange has spot markets only.
  { method: 'GET', path: '/fapi/v1/ping', access: 'public', weight: 1, takes: [], answer: empty },
  { method: 'GET', path: '/fapi/v1/time', access: 'public', weight: 1, takes: [], answer: time },
  { method: 'GET', path: '/fapi/v1/exchangeInfo', access: 'public', weight: 1, takes: [], answer: noRules },
  { method: 'GET', path: '/dapi/v1/ping', access: 'public', weight: 1, takes: [], answer: empty },
  { method: 'GET', path: '/dapi/v1/time', access: 'public', weight: 1, takes: [], answer: time },
  { method: 'GET', path: '/dapi/v1/exchangeInfo', access: 'public', weight: 1, takes: [], answer: noRules },
  {
    method: 'GET',
    path: '/sapi/v1/system/status',
    access: 'public',
    weight: 1,
    takes: [],
    answer: () => ({ status: 0, msg: 'normal' }),
  },
  {
    method: 'GET',
    path: '/ip',
    access: 'public',
    weight: 0,
    takes: [],
    answer: ({ address }) => new Text(address),
  },
  {
    method: 'GET',
    path: '/ip.json',
    access: 'public',
    weight: 0,
    takes: [],
    answer: ({ address }) => ({ ip: address }),
  },
];

function tradingRules({ at }: Call, markets: readonly Market[]): object {
  return {
    timezone: 'UTC',
    serverTime: at,
    rateLimits: announcedLimits,
    exchangeFilters: [],
    symbols: markets.map(({ instrument }) => ({
      symbol: instrument.id,
      status: 'TRADING',
      baseAsset: instrument.base,
      baseAssetPrecision: 8,
      quoteAsset: instrument.quote,
      quotePrecision: 8,
      quoteAssetPrecision: 8,
      baseCommissionPrecision: 8,
      quoteCommissionPrecision: 8,
      orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET'],
      icebergAllowed: false,
      ocoAllowed: false,
      otoAllowed: false,
      quoteOrderQtyMarketAllowed: true,
      allowTrailingStop: false,
      cancelReplaceAllowed: false,
      amendAllowed: false,
      isSpotTradingAllowed: true,
      isMarginTradingAllowed: false,
      filters: statedFilters(instrument),
      permissions: [],
      permissionSets: [['SPOT']],
      defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
      allowedSelfTradePreventionModes: ['EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH'],
    })),
  };
}

function noRules({ at }: Call): object {
  return { timezone: 'UTC', serverTime: at, rateLimits: [], exchangeFilters: [], symbols: [] };
}
