import { type ContractRow, cannotSay, error, here, ok, type Script, withPassphrase } from '../row.ts';

const key = {
  uid: '44616123',
  mainUid: '44616120',
  label: 'bot',
  perm: 'read_only,trade',
  ip: here,
  acctLv: '2',
  posMode: 'net_mode',
  autoLoan: false,
  level: 'Lv1',
  opAuth: '0',
  kycLv: '3',
  enableSpotBorrow: false,
};
const answering =
  (over: object): Script =>
  () => ({ config: ok({ code: '0', msg: '', data: [{ ...key, ...over }] }) });
const refusing =
  (status: number, code: string, msg: string): Script =>
  () =>
    error(status, { code, msg, data: [] });
const { perm: _, ...torn } = key;

const row = (exchange: string): ContractRow => ({
  exchange,
  need: 'spot',
  source: 'www.okx.com/docs-v5: get account configuration, error codes',
  draw: withPassphrase,
  requests: { config: 'GET /api/v5/account/config' },
  cannotTell: [],
  // Moving money between one's own accounts cannot be had apart from trading there.
  best: 'warn',
  scenes: {
    'trade-only': answering({}),
    'read-only': answering({ perm: 'read_only' }),
    'can-withdraw': answering({ perm: 'read_only,withdraw,trade' }),
    'can-transfer': 'n/a: every key that trades there moves money between its own accounts; the audit says so',
    'no-address-list': answering({ ip: '' }),
    expired: cannotSay,
    'unknown-permission': answering({ perm: 'read_only,trade,something_new' }),
    malformed: () => ({ config: ok({ code: '0', msg: '', data: [torn] }) }),
    'invalid-key': refusing(401, '50111', 'Invalid OK-ACCESS-KEY'),
    'wrong-address': refusing(401, '50110', `Your IP ${here} is not included in your API key's IP whitelist.`),
    maintenance: refusing(503, '50001', 'Service temporarily unavailable. Please try again later'),
  },
});

export const okx = row('okx');
export const okxus = row('okxus');
export const myokx = row('myokx');
