import { type ContractRow, cannotSay, error, here, ok, type Script, withPassphrase } from '../row.ts';

const key = {
  userId: '4716274',
  inviterId: '1',
  ips: here,
  authorities: ['stor', 'stow'],
  parentId: 1,
  traderType: 'trader',
  channelCode: 'XXX',
  channel: 'YYY',
  regisTime: '1246566789345',
};
const envelope = (data: unknown) => ({ code: '00000', msg: 'success', requestTime: 1695808949356, data });
const answering =
  (over: object): Script =>
  () => ({ classic: ok(envelope({ ...key, ...over })) });
const refusing =
  (status: number, code: string, msg: string): Script =>
  () =>
    error(status, { code, msg, requestTime: 1695808949356, data: null });
const { authorities: _, ...torn } = key;

export const bitget: ContractRow = {
  exchange: 'bitget',
  need: 'spot',
  source: 'www.bitget.com/api-doc/spot/account/Get-Account-Info and /api-doc/uta/account',
  draw: withPassphrase,
  requests: { classic: 'GET /api/v2/spot/account/info', unified: 'GET /api/v3/account/info' },
  cannotTell: [],
  best: 'pass',
  scenes: {
    'trade-only': answering({}),
    'read-only': answering({ authorities: ['stor'] }),
    'can-withdraw': answering({ authorities: ['stor', 'stow', 'wwow'] }),
    'can-transfer': answering({ authorities: ['stor', 'stow', 'wtow'] }),
    'no-address-list': answering({ ips: '' }),
    expired: cannotSay,
    'unknown-permission': answering({ authorities: ['stor', 'stow', 'newx'] }),
    malformed: () => ({ classic: ok(envelope(torn)) }),
    'invalid-key': refusing(400, '40006', 'Invalid ACCESS_KEY'),
    'wrong-address': refusing(400, '40018', 'Invalid IP'),
    maintenance: refusing(503, '45001', 'Unknown error. Please try again later.'),
  },
};

const unifiedKey = {
  userId: '4716274',
  inviterId: '1',
  parentId: '4716270',
  channelCode: 'XXX',
  channel: 'YYY',
  ips: here,
  permType: 'read-and-write',
  permissions: ['uta_mgt', 'uta_trade'],
  regisTime: '1704067200000',
};
const otherKind = error(400, {
  code: '40085',
  msg: 'You are in Unified Account mode, and the Classic Account API is not supported at this time',
  requestTime: 1695808949356,
  data: null,
});
const answeringUnified =
  (over: object): Script =>
  () => ({ classic: otherKind, unified: ok(envelope({ ...unifiedKey, ...over })) });

export const bitgetUnified: ContractRow = {
  ...bitget,
  account: 'unified',
  source: 'www.bitget.com/api-doc/uta/account; tiagosiebler/bitget-api types',
  // Balances are read by the permission that also moves them.
  best: 'warn',
  scenes: {
    ...bitget.scenes,
    'trade-only': answeringUnified({}),
    'read-only': answeringUnified({ permType: 'read-only' }),
    'can-withdraw': answeringUnified({ permissions: ['uta_mgt', 'uta_trade', 'withdraw'] }),
    'can-transfer': 'n/a: every key that reads its balances there moves money between them; the audit says so',
    'no-address-list': answeringUnified({ ips: '' }),
    'unknown-permission': answeringUnified({ permissions: ['uta_mgt', 'uta_trade', 'something_new'] }),
    malformed: answeringUnified({ permType: 'everything' }),
  },
};
