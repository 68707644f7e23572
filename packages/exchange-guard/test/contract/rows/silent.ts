import { scopeNames } from '../../../src/key-permissions.ts';
import { type ContractRow, cannotSay, type DrawnKey, error, idAndSecret, ok, withPassphrase } from '../row.ts';

interface Asked {
  readonly exchange: string;
  readonly source: string;
  readonly request: string;
  readonly answer: unknown;
  readonly refusal: unknown;
  readonly draw?: () => DrawnKey;
}

/** One signed read is answered, and proves that the key works from here and reads; nothing else can be known. */
const silent = ({ exchange, source, request, answer, refusal, draw = idAndSecret }: Asked): ContractRow => ({
  exchange,
  need: 'spot',
  source,
  draw,
  requests: { 'signed read': request },
  cannotTell: [...scopeNames.filter((scope) => scope !== 'read'), 'loosens', 'ipBinding'],
  best: 'warn',
  scenes: {
    'trade-only': () => ({ 'signed read': ok(answer) }),
    'read-only': cannotSay,
    'can-withdraw': cannotSay,
    'can-transfer': cannotSay,
    'no-address-list': cannotSay,
    expired: cannotSay,
    'unknown-permission': cannotSay,
    malformed: () => ({ 'signed read': ok('<html>maintenance</html>') }),
    'invalid-key': () => error(401, refusal),
    'wrong-address': cannotSay,
    maintenance: () => error(503, 'Service Unavailable'),
  },
});

export const silentRows: readonly ContractRow[] = [
  silent({
    exchange: 'cryptocom',
    source: 'exchange-docs.crypto.com: private/user-balance',
    request: 'POST /exchange/v1/private/user-balance',
    answer: { id: 1, method: 'private/user-balance', code: 0, result: { data: [] } },
    refusal: { id: 1, method: 'private/user-balance', code: 40101, message: 'UNAUTHORIZED' },
  }),
  silent({
    exchange: 'bitstamp',
    source: 'www.bitstamp.net/api: account balances',
    request: 'POST /api/v2/account_balances/',
    answer: [],
    refusal: { status: 'error', reason: 'API key not found', code: 'API0001' },
  }),
  silent({
    exchange: 'phemex',
    source: 'phemex-docs: query wallets',
    request: 'GET /spot/wallets',
    answer: { code: 0, msg: '', data: [] },
    refusal: { code: 10500, msg: 'Failed to find api-key' },
  }),
  silent({
    exchange: 'coinbaseexchange',
    source: 'docs.cdp.coinbase.com/exchange: get all accounts for a profile',
    request: 'GET /accounts',
    answer: [],
    refusal: { message: 'Invalid API Key' },
    // Its secrets are base64.
    draw: () => ({ ...withPassphrase(), secret: Buffer.from(String(withPassphrase().secret)).toString('base64') }),
  }),
  silent({
    exchange: 'mexc',
    source: 'mexcdevelop.github.io/apidocs/spot_v3_en: account information',
    request: 'GET /api/v3/account',
    answer: { canTrade: true, balances: [] },
    refusal: { code: 10072, msg: 'Api key info invalid' },
  }),
  silent({
    exchange: 'bithumb',
    source: 'apidocs.bithumb.com: accounts',
    request: 'GET /v1/accounts',
    answer: [],
    refusal: { error: { name: 'invalid_access_key', message: 'The access key is not valid.' } },
  }),
];
