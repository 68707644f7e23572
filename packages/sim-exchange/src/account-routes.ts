import { toText, ZERO } from './decimals.ts';
import type { KeyGrant } from './keys.ts';
import { type Call, marketsOf, type Route } from './route.ts';

/** What the account holds, what the key may do, what trading costs. */
export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v3/account',
    access: 'signed',
    permission: 'reading',
    weight: 20,
    takes: ['omitZeroBalances'],
    answer: account,
  },
  {
    method: 'GET',
    path: '/api/v3/rateLimit/order',
    access: 'signed',
    permission: 'reading',
    weight: 40,
    takes: [],
    answer: ({ venue }) => venue.usage.orderCounts(),
  },
  {
    // Any key may ask what it may do, also one that may not read.
    method: 'GET',
    path: '/sapi/v1/account/apiRestrictions',
    access: 'signed',
    weight: 1,
    takes: [],
    answer: ({ key }) => (key ? restrictions(key.grant) : {}),
  },
  {
    method: 'GET',
    path: '/sapi/v1/account/apiTradingStatus',
    access: 'signed',
    permission: 'reading',
    weight: 1,
    takes: [],
    answer: () => ({
      data: {
        isLocked: false,
        plannedRecoverTime: 0,
        triggerCondition: { GCR: 150, IFER: 150, UFR: 300 },
        updateTime: 0,
      },
    }),
  },
  {
    method: 'GET',
    path: '/sapi/v1/capital/config/getall',
    access: 'signed',
    permission: 'reading',
    weight: 10,
    takes: [],
    answer: coins,
  },
  {
    method: 'GET',
    path: '/sapi/v1/asset/tradeFee',
    access: 'signed',
    permission: 'reading',
    weight: 1,
    takes: ['symbol'],
    answer: (call) =>
      marketsOf(call).markets.map(({ instrument }) => ({
        symbol: instrument.id,
        makerCommission: call.venue.fees.maker.toFixed(),
        takerCommission: call.venue.fees.taker.toFixed(),
      })),
  },
  // Nothing is ever paid in or out here, and there is no margin market.
  nothing('/sapi/v1/capital/deposit/hisrec', 'signed'),
  nothing('/sapi/v1/capital/withdraw/history', 'signed'),
  nothing('/sapi/v1/margin/allPairs', 'key'),
  nothing('/sapi/v1/margin/isolated/allPairs', 'key'),
];

function nothing(path: string, access: 'signed' | 'key'): Route {
  return { method: 'GET', path, access, permission: 'reading', weight: 1, answer: () => [] };
}

function account({ venue, params, key, at }: Call): object {
  const omitZero = params.choice('omitZeroBalances', ['true', 'false'], 'INVALID_PARAMETER') === 'true';
  // In units of a hundredth of a percent.
  const maker = Number(venue.fees.maker.times(10_000).toFixed(0));
  const taker = Number(venue.fees.taker.times(10_000).toFixed(0));
  return {
    makerCommission: maker,
    takerCommission: taker,
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: {
      maker: toText(venue.fees.maker),
      taker: toText(venue.fees.taker),
      buyer: toText(ZERO),
      seller: toText(ZERO),
    },
    canTrade: key?.grant.spotTrading ?? false,
    canWithdraw: key?.grant.withdrawals ?? false,
    canDeposit: true,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: at,
    accountType: 'SPOT',
    balances: venue.account
      .balances()
      .filter(({ free, locked }) => !omitZero || free.plus(locked).gt(0))
      .map(({ asset, free, locked }) => ({ asset, free: toText(free), locked: toText(locked) })),
    permissions: ['SPOT'],
    uid: 1,
  };
}

function restrictions(grant: KeyGrant): object {
  return {
    ipRestrict: grant.ips !== undefined,
    createTime: grant.createdAt.getTime(),
    enableReading: grant.reading,
    enableWithdrawals: grant.withdrawals,
    enableInternalTransfer: grant.internalTransfer,
    enableMargin: grant.margin,
    enableFutures: grant.futures,
    permitsUniversalTransfer: grant.universalTransfer,
    enableVanillaOptions: grant.options,
    enableFixApiTrade: false,
    enableFixReadOnly: false,
    enableSpotAndMarginTrading: grant.spotTrading,
    enablePortfolioMarginTrading: false,
  };
}

function coins({ venue }: Call): object {
  const balances = new Map(venue.account.balances().map((balance) => [balance.asset, balance]));
  const assets = new Set(venue.markets.flatMap(({ instrument }) => [instrument.base, instrument.quote]));
  return [...new Set([...assets, ...balances.keys()])].sort().map((coin) => ({
    coin,
    depositAllEnable: false,
    withdrawAllEnable: false,
    name: coin,
    free: toText(balances.get(coin)?.free ?? ZERO),
    locked: toText(balances.get(coin)?.locked ?? ZERO),
    freeze: '0',
    withdrawing: '0',
    ipoing: '0',
    ipoable: '0',
    storage: '0',
    isLegalMoney: false,
    trading: true,
    networkList: [],
  }));
}
