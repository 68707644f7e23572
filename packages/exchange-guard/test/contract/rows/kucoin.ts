import { type ContractRow, error, here, longAgo, madeAt, ok, type Script, withPassphrase } from '../row.ts';

const key = {
  uid: 165111215,
  parentUid: 165111200,
  region: 'EU',
  kycStatus: 1,
  subName: 'bot',
  remark: 'bot',
  apiKey: '6705f5c3',
  apiVersion: 3,
  permission: 'General',
  ipWhitelist: `${here},203.0.113.8`,
  isMaster: false,
  createdAt: madeAt.getTime(),
  expiredAt: null,
};
const answering =
  (over: object): Script =>
  () => ({ key: ok({ code: '200000', data: { ...key, ...over } }) });
const refusing =
  (status: number, code: string, msg: string): Script =>
  () =>
    error(status, { code, msg });
const { ipWhitelist: _, ...unbound } = key;

const row = (exchange: string, trading: string): ContractRow => ({
  exchange,
  need: exchange === 'kucoin' ? 'spot' : 'swap',
  source: 'www.kucoin.com/docs-new/rest/account-info/account-funding/get-apikey-info',
  draw: withPassphrase,
  requests: { key: 'GET /api/v1/user/api-key' },
  cannotTell: [],
  best: 'pass',
  scenes: {
    'trade-only': answering({ permission: trading }),
    'read-only': answering({}),
    'can-withdraw': answering({ permission: `${trading},Transfer` }),
    'can-transfer': answering({ permission: `${trading},InnerTransfer` }),
    'no-address-list': () => ({ key: ok({ code: '200000', data: { ...unbound, permission: trading } }) }),
    expired: answering({ permission: trading, expiredAt: longAgo.getTime() }),
    'unknown-permission': answering({ permission: `${trading},SomethingNew` }),
    malformed: answering({ permission: ['General', 'Spot'] }),
    'invalid-key': refusing(400, '400003', 'KC-API-KEY not exists'),
    'wrong-address': refusing(400, '400006', `The IP address is not in the API whitelist, request ip: ${here}`),
    maintenance: refusing(503, '503000', 'Service unavailable'),
  },
});

export const kucoin = row('kucoin', 'General,Spot');
export const kucoinfutures = row('kucoinfutures', 'General,Futures');
