import { scopeNames } from '../../../src/key-permissions.ts';
import { type ContractRow, cannotSay, error, letters, longAgo, ok, type Script } from '../row.ts';

const answering =
  (over: object): Script =>
  ({ apiKey }) => ({
    keys: ok([
      { access_key: letters(40), expire_at: '2027-01-01T09:00:00+09:00' },
      { access_key: apiKey, expire_at: '2027-06-01T09:00:00+09:00', ...over },
    ]),
  });
const refusing =
  (status: number, name: string, message: string): Script =>
  () =>
    error(status, { error: { name, message } });

export const upbit: ContractRow = {
  exchange: 'upbit',
  need: 'spot',
  source: 'docs.upbit.com: list API keys, errors',
  draw: () => ({ apiKey: letters(40), secret: letters(40) }),
  requests: { keys: 'GET /v1/api_keys' },
  // Only a key that manages pockets is told what keys may do.
  cannotTell: [...scopeNames, 'loosens'],
  best: 'warn',
  scenes: {
    'trade-only': answering({}),
    'read-only': cannotSay,
    'can-withdraw': cannotSay,
    'can-transfer': cannotSay,
    'no-address-list': 'n/a: no key can be made there without addresses',
    expired: answering({ expire_at: longAgo.toISOString() }),
    'unknown-permission': cannotSay,
    malformed: answering({ expire_at: null }),
    'invalid-key': refusing(401, 'invalid_access_key', 'The access key is not valid.'),
    'wrong-address': refusing(401, 'no_authorization_ip', 'This is not a verified IP.'),
    maintenance: () => error(503, 'Service Unavailable'),
  },
};
