import { type ContractRow, cannotSay, error, letters, ok, type Script } from '../row.ts';

const trading = 'account:read trade:read_write wallet:read block_trade:read connection mainaccount';
const granting =
  (scope: unknown): Script =>
  () => ({
    auth: ok({
      jsonrpc: '2.0',
      // The tokens that come along are drawn; nobody keeps them.
      result: { access_token: letters(120), refresh_token: letters(120), expires_in: 60, scope, token_type: 'bearer' },
      usIn: 1,
      usOut: 2,
      usDiff: 1,
      testnet: false,
    }),
  });
const refusing =
  (status: number, code: number, message: string): Script =>
  () =>
    error(status, { jsonrpc: '2.0', error: { message, code }, usIn: 1, usOut: 2, usDiff: 1, testnet: false });

export const deribit: ContractRow = {
  exchange: 'deribit',
  need: 'spot',
  source: 'docs.deribit.com/api-reference/authentication/public-auth and /articles/access-scope',
  draw: () => ({ apiKey: letters(8), secret: letters(43) }),
  requests: { auth: 'GET /api/v2/public/auth' },
  // A login may be granted less of the wallet than the key holds, and bound addresses are not told.
  cannotTell: [
    'withdraw',
    'withdrawalAddresses',
    'internalTransfer',
    'universalTransfer',
    'depositAddresses',
    'ipBinding',
  ],
  best: 'warn',
  scenes: {
    'trade-only': granting(trading),
    'read-only': granting('account:read trade:read wallet:read connection mainaccount'),
    'can-withdraw': granting(trading.replace('wallet:read', 'wallet:read_write')),
    'can-transfer': granting(trading.replace('wallet:read', 'wallet:read_write')),
    'no-address-list': cannotSay,
    expired: cannotSay,
    'unknown-permission': granting(`${trading} something:read_write`),
    malformed: granting(['account:read', 'trade:read_write']),
    'invalid-key': refusing(400, 13004, 'invalid_credentials'),
    'wrong-address': 'n/a: the venue answers as for an invalid key',
    maintenance: refusing(503, 11051, 'system_maintenance'),
  },
};
