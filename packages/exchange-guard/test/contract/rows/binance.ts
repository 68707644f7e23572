import { type ContractRow, error, idAndSecret, longAgo, madeAt, ok, type Script } from '../row.ts';

const key = {
  ipRestrict: true,
  createTime: madeAt.getTime(),
  enableReading: true,
  enableWithdrawals: false,
  enableInternalTransfer: false,
  enableMargin: false,
  enableFutures: false,
  permitsUniversalTransfer: false,
  enableVanillaOptions: false,
  enableFixApiTrade: false,
  enableFixReadOnly: true,
  enableSpotAndMarginTrading: false,
  enablePortfolioMarginTrading: false,
};
const answering =
  (over: object): Script =>
  () => ({ restrictions: ok({ ...key, ...over }) });
const { enableWithdrawals: _, ...torn } = key;

const row = (exchange: string, trading: object): ContractRow => ({
  exchange,
  need: exchange === 'binance' ? 'spot' : 'swap',
  source: 'developers.binance.com/docs/wallet/account/api-key-permission; binance-spot-api-docs/errors.md',
  draw: idAndSecret,
  requests: { restrictions: 'GET /sapi/v1/account/apiRestrictions' },
  cannotTell: [],
  best: 'pass',
  scenes: {
    'trade-only': answering(trading),
    'read-only': answering({}),
    'can-withdraw': answering({ ...trading, enableWithdrawals: true }),
    'can-transfer': answering({ ...trading, permitsUniversalTransfer: true }),
    'no-address-list': answering({ ...trading, ipRestrict: false }),
    expired: answering({ ...trading, tradingAuthorityExpirationTime: longAgo.getTime() }),
    'unknown-permission': answering({ ...trading, enableSomethingNew: true }),
    malformed: () => ({ restrictions: ok({ ...torn, ...trading }) }),
    'invalid-key': () => error(401, { code: -2014, msg: 'API-key format invalid.' }),
    'wrong-address': () => error(401, { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' }),
    maintenance: () => error(503, { code: -1016, msg: 'This service is no longer available.' }),
  },
});

export const binance = row('binance', { enableSpotAndMarginTrading: true });
export const binanceusdm = row('binanceusdm', { enableFutures: true });
export const binancecoinm = row('binancecoinm', { enableFutures: true });
