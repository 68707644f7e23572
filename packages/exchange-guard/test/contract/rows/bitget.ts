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
