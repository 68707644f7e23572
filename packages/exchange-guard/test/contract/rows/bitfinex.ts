import { type ContractRow, cannotSay, error, idAndSecret, ok, type Script } from '../row.ts';

const key: Readonly<Record<string, readonly [number, number]>> = {
  account: [1, 0],
  history: [1, 0],
  orders: [1, 1],
  positions: [1, 0],
  funding: [1, 0],
  settings: [1, 0],
  wallets: [1, 0],
  withdraw: [0, 0],
  ui_withdraw: [0, 0],
  bfxpay: [0, 0],
};
const rows = (over: object) => Object.entries({ ...key, ...over }).map(([name, flags]) => [name, ...flags]);
const answering =
  (over: object): Script =>
  () => ({ permissions: ok(rows(over)) });

export const bitfinex: ContractRow = {
  exchange: 'bitfinex',
  need: 'spot',
  source: 'docs.bitfinex.com/reference/key-permissions',
  draw: idAndSecret,
  requests: { permissions: 'POST /v2/auth/r/permissions' },
  cannotTell: ['ipBinding'],
  best: 'warn',
  scenes: {
    'trade-only': answering({}),
    'read-only': answering({ orders: [1, 0] }),
    'can-withdraw': answering({ withdraw: [1, 1] }),
    'can-transfer': answering({ wallets: [1, 1] }),
    'no-address-list': cannotSay,
    expired: cannotSay,
    'unknown-permission': answering({ something_new: [0, 1] }),
    malformed: answering({ withdraw: ['0', '0'] }),
    'invalid-key': () => error(500, ['error', 10100, 'apikey: invalid']),
    'wrong-address': 'n/a: the venue answers as for an invalid key',
    maintenance: () => error(503, ['error', 20060, 'maintenance']),
  },
};
