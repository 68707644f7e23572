import { randomBytes } from 'node:crypto';
import { type ContractRow, error, here, letters, longAgo, madeAt, ok, type Script } from '../row.ts';

const seconds = (at: Date): string => String(at.getTime() / 1000);
const trading = ['query-funds', 'query-open-trades', 'query-closed-trades', 'modify-trades', 'close-trades'];
const key = {
  apiKeyName: 'bot',
  apiKey: '4/SDrDBc',
  nonce: '1772627060997',
  nonceWindow: 0,
  permissions: trading,
  iban: 'AA88 N84G WOAK NMOI',
  validUntil: '0',
  queryFrom: '0',
  queryTo: '0',
  createdTime: seconds(madeAt),
  modifiedTime: seconds(madeAt),
  ipAllowlist: [here],
  lastUsed: seconds(madeAt),
};
const answering =
  (over: object): Script =>
  () => ({ info: ok({ error: [], result: { ...key, ...over } }) });
const refusing =
  (...words: string[]): Script =>
  () =>
    ok({ error: words });

export const kraken: ContractRow = {
  exchange: 'kraken',
  need: 'spot',
  source: 'docs.kraken.com/api-reference/account-data/get-api-key-info',
  draw: () => ({ apiKey: letters(56), secret: randomBytes(64).toString('base64') }),
  requests: { info: 'POST /0/private/GetApiKeyInfo' },
  cannotTell: [],
  best: 'pass',
  scenes: {
    'trade-only': answering({}),
    'read-only': answering({ permissions: ['query-funds', 'query-open-trades', 'query-closed-trades'] }),
    'can-withdraw': answering({ permissions: [...trading, 'withdraw-funds'] }),
    'can-transfer': answering({ permissions: [...trading, 'withdraw-funds'] }),
    'no-address-list': answering({ ipAllowlist: [] }),
    expired: answering({ validUntil: seconds(longAgo) }),
    'unknown-permission': answering({ permissions: [...trading, 'something-new'] }),
    malformed: answering({ permissions: 'query-funds' }),
    'invalid-key': refusing('EAPI:Invalid key'),
    'wrong-address': 'n/a: the venue answers as for an invalid key',
    maintenance: () => error(503, { error: ['EService:Unavailable'] }),
  },
};
