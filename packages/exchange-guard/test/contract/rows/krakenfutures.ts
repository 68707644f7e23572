import { randomBytes } from 'node:crypto';
import { scopeNames } from '../../../src/key-permissions.ts';
import { type ContractRow, cannotSay, error, here, letters, madeAt, ok, type Script } from '../row.ts';

const answering =
  (over: object): Script =>
  ({ apiKey }) => ({
    check: ok({
      apiKey,
      accountUid: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
      iiban: 'AA08 N84G CPAR UN7A',
      createdAt: madeAt.toISOString(),
      permissions: {},
      allowedCidrBlock: `${here}/32`,
      allowedCidrBlocks: [`${here}/32`],
      ...over,
    }),
  });

export const krakenfutures: ContractRow = {
  exchange: 'krakenfutures',
  need: 'swap',
  source: 'docs.kraken.com/api-reference/api-keys/check-v3-api-key',
  draw: () => ({ apiKey: letters(56), secret: randomBytes(64).toString('base64') }),
  requests: { check: 'GET /api/auth/v1/api-keys/v3/check' },
  // What stands in its permissions is not documented.
  cannotTell: [...scopeNames.filter((scope) => scope !== 'read'), 'loosens'],
  best: 'warn',
  scenes: {
    'trade-only': answering({}),
    'read-only': cannotSay,
    'can-withdraw': cannotSay,
    'can-transfer': cannotSay,
    'no-address-list': answering({ allowedCidrBlock: null, allowedCidrBlocks: [] }),
    expired: cannotSay,
    'unknown-permission': cannotSay,
    malformed: answering({ permissions: 'full_access' }),
    'invalid-key': () => error(401, { errors: [{ code: 401, message: 'authenticationError' }] }),
    'wrong-address': 'n/a: the venue answers as for an invalid key',
    maintenance: () => error(503, 'Service Unavailable'),
  },
};
