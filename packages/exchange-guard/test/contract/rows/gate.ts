import { type ContractRow, cannotSay, type DrawnKey, error, here, hex, madeAt, ok, type Script } from '../row.ts';

const trading = [{ name: 'spot', read_only: false }];
const detail = {
  user_id: 1667201533,
  ip_whitelist: [here],
  currency_pairs: [],
  tier: 2,
  key: { mode: 1 },
  copy_trading_role: 0,
};
const own = (key: DrawnKey, over: object) => ({
  state: 1,
  mode: 1,
  name: 'bot',
  user_id: 1667201533,
  perms: trading,
  ip_whitelist: [here],
  currency_pairs: [],
  key: `${key.apiKey?.slice(0, 12)}*****`,
  created_at: madeAt.getTime() / 1000,
  update_at: madeAt.getTime() / 1000,
  last_access: madeAt.getTime() / 1000,
  ...over,
});
const other = {
  state: 1,
  mode: 1,
  name: 'other',
  perms: [{ name: 'wallet', read_only: false }],
  key: '52fd0035f665*****',
};
const answering =
  (over: object, account: object = {}): Script =>
  (key) => ({ detail: ok({ ...detail, ...account }), keys: ok([other, own(key, over)]) });
const refusing =
  (status: number, label: string, message: string): Script =>
  () =>
    error(status, { label, message });

const row = (exchange: string): ContractRow => ({
  exchange,
  need: 'spot',
  source: 'www.gate.com/docs/developers/apiv4: account detail, main account keys, errors',
  draw: () => ({ apiKey: hex(16), secret: hex(32) }),
  requests: { detail: 'GET /api/v4/account/detail', keys: 'GET /api/v4/account/main_keys' },
  cannotTell: [],
  best: 'pass',
  scenes: {
    'trade-only': answering({}),
    'read-only': answering({ perms: [{ name: 'spot', read_only: true }] }),
    'can-withdraw': answering({ perms: [...trading, { name: 'wallet', read_only: false }] }),
    'can-transfer': answering({ perms: [...trading, { name: 'wallet', read_only: false }] }),
    'no-address-list': answering({}, { ip_whitelist: [] }),
    expired: cannotSay,
    'unknown-permission': answering({ perms: [...trading, { name: 'pilot', read_only: false }] }),
    malformed: answering({ perms: { spot: true } }),
    'invalid-key': refusing(401, 'INVALID_KEY', 'Invalid key provided'),
    'wrong-address': refusing(401, 'IP_FORBIDDEN', `Request IP not in whitelist: ${here}`),
    maintenance: refusing(503, 'SERVER_ERROR', 'Service unavailable'),
  },
});

export const gate = row('gate');
export const gateeu = row('gateeu');
