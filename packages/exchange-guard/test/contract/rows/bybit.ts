import { type ContractRow, error, here, idAndSecret, longAgo, madeAt, ok, type Script } from '../row.ts';

const none = {
  ContractTrade: [],
  Spot: [],
  Wallet: [],
  Options: [],
  Derivatives: [],
  CopyTrading: [],
  BlockTrade: [],
  Exchange: [],
  NFT: [],
  Affiliate: [],
  Earn: [],
  FiatP2P: [],
  FiatConvertBroker: [],
  FiatGlobalPay: [],
  FiatBitPay: [],
  BitCard: [],
  ByXPost: [],
};
const spot = { ...none, Spot: ['SpotTrade'] };
const key = {
  id: '2208369',
  note: 'bot',
  apiKey: 'XXXXXXXX',
  readOnly: 0,
  secret: '',
  permissions: spot,
  ips: [here],
  type: 1,
  deadlineDay: -2,
  expiredAt: '1970-01-01T00:00:00Z',
  createdAt: madeAt.toISOString().replace('.000', ''),
  unified: 0,
  uta: 1,
  userID: 1448939,
  inviterID: 0,
  vipLevel: 'PRO-1',
  mktMakerLevel: '0',
  affiliateID: 0,
  rsaPublicKey: '',
  isMaster: true,
  parentUid: '0',
  kycLevel: 'LEVEL_1',
  kycRegion: 'MYS',
};
const envelope = (result: unknown) => ({ retCode: 0, retMsg: '', result, retExtInfo: {}, time: madeAt.getTime() });
const answering =
  (over: object): Script =>
  () => ({ key: ok(envelope({ ...key, ...over })) });
const refusing =
  (retCode: number, retMsg: string): Script =>
  () =>
    ok({ retCode, retMsg, result: {}, retExtInfo: {}, time: madeAt.getTime() });

const row = (exchange: string): ContractRow => ({
  exchange,
  need: 'spot',
  source: 'bybit-exchange/docs docs/v5/user/apikey-info.mdx and docs/v5/error.mdx',
  draw: idAndSecret,
  requests: { key: 'GET /v5/user/query-api' },
  cannotTell: [],
  best: 'pass',
  scenes: {
    'trade-only': answering({}),
    'read-only': answering({ readOnly: 1 }),
    'can-withdraw': answering({ permissions: { ...spot, Wallet: ['Withdraw'] } }),
    'can-transfer': answering({ permissions: { ...spot, Wallet: ['AccountTransfer'] } }),
    'no-address-list': answering({ ips: ['*'], deadlineDay: 83, expiredAt: '2027-02-01T00:00:00Z' }),
    expired: answering({ ips: ['*'], deadlineDay: 0, expiredAt: longAgo.toISOString() }),
    'unknown-permission': answering({ permissions: { ...spot, ByXPost: ['ByXPost'] } }),
    malformed: answering({ permissions: { ...spot, Wallet: 'Withdraw' } }),
    'invalid-key': refusing(10003, 'API key is invalid.'),
    'wrong-address': refusing(10010, 'Unmatched IP, please check your API key\u2019s bound IP addresses.'),
    maintenance: () => error(503, { retCode: 10016, retMsg: 'Service unavailable.' }),
  },
});

export const bybit = row('bybit');
export const bybiteu = row('bybiteu');
export const bybitid = row('bybitid');
