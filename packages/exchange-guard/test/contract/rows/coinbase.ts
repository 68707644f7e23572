import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { type ContractRow, cannotSay, error, ok, type Script } from '../row.ts';

const key = {
  can_view: true,
  can_trade: true,
  can_transfer: false,
  portfolio_uuid: '1367b400-0000-4000-8000-000000000000',
  portfolio_type: 'DEFAULT',
};
const answering =
  (over: object): Script =>
  () => ({ permissions: ok({ ...key, ...over }) });

export const coinbase: ContractRow = {
  exchange: 'coinbase',
  need: 'spot',
  source: 'docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/data-api/get-api-key-permissions',
  draw: () => ({
    apiKey: `organizations/${randomUUID()}/apiKeys/${randomUUID()}`,
    secret: generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'sec1', format: 'pem' })
      .toString(),
  }),
  requests: { permissions: 'GET /api/v3/brokerage/key_permissions' },
  cannotTell: ['ipBinding'],
  best: 'warn',
  scenes: {
    'trade-only': answering({}),
    'read-only': answering({ can_trade: false }),
    'can-withdraw': answering({ can_transfer: true }),
    'can-transfer': answering({ can_transfer: true }),
    'no-address-list': cannotSay,
    expired: cannotSay,
    'unknown-permission': answering({ can_do_something_new: true }),
    malformed: answering({ can_transfer: 'false' }),
    'invalid-key': () => error(401, 'Unauthorized'),
    'wrong-address': 'n/a: the venue answers as for an invalid key',
    maintenance: () => error(503, 'Service Unavailable'),
  },
};
