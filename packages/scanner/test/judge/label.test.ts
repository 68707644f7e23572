import { describe, expect, it } from 'vitest';
import { isValue, labelBefore, readingOf } from '../../src/judge/label.ts';
import { seededSecrets } from '../seeded.ts';

describe('readingOf', () => {
  const rows = [
    ['API_KEY', 'key strong'],
    ['myApiKeyProd', 'key strong'],
    ['API_SECRET_KEY_2', 'secret strong'],
    ['client-secret', 'secret strong'],
    ['Secret access key', 'secret strong'],
    ['privateKey', 'secret strong'],
    ['OKX_PASSPHRASE', 'passphrase strong'],
    ['db_pwd', 'passphrase strong'],
    ['X-MBX-APIKEY', 'key strong'],
    ['accessToken', 'key strong'],
    ['Authorization', 'key strong'],
    ['key', 'key weak'],
    ['binanceKey', 'key weak'],
    ['here is the Kraken key', 'key weak'],
    ['token', 'key weak'],
    ['linkKey', 'key faint'],
    ['client_id', 'key id'],
    ['apiKeyId', 'key id'],
    ['publicKey', 'never'],
    ['privateKeyToPublicKey', 'never'],
    ['tokenAddress', 'never'],
    ['secretName', 'never'],
    ['nextToken', 'never'],
    ['txHash', 'never'],
    ['api_key_hash', 'never'],
    ['SecretRevealed5', undefined],
    ['monkey_business', undefined],
    ['tokenized', undefined],
    ['passenger', undefined],
  ] as const;

  it.each(rows)('reads %s as %s', (name, expected) => {
    const reading = readingOf(name);
    expect(typeof reading === 'object' ? `${reading.label} ${reading.strength}` : reading).toBe(expected);
  });
});

describe('labelBefore', () => {
  const rows = [
    ['API_KEY=', 'key'],
    ['API_SECRET_KEY=', 'secret'],
    ["{ apiKey: 'abc', secret: '", 'secret'],
    ['{"secret":"abc","apiKey":"', 'key'],
    ["getenv('OKX_PASSPHRASE', '", 'passphrase'],
    ['secret=abc\nkey=', 'key'],
    ['const secret: string = "', 'secret'],
    ['order ', undefined],
    ['secret=abc\norder ', undefined],
  ] as const;

  it.each(rows)('reads %j as %s', (before, label) => {
    expect(labelBefore(`${before}VALUE`, before.length)).toBe(label);
  });
});

describe('isValue', () => {
  it('knows a drawn value from a name by how often its letters change their kind', () => {
    const secret = seededSecrets(7);
    const drawn = Array.from({ length: 500 }, () => secret(24));
    expect(drawn.filter(isValue).length).toBeGreaterThan(400);
    for (const name of [
      'BINANCE_API_KEY_2024_V2',
      'a_B_c_D_e_F_g_api_KEY',
      'OKX_2_API_3_KEY_4_V5',
      'getAccessTokenSilently2Of3',
      'x-mbx-apikey-of-account-1',
      'secp256k1PrivateKey32Bytes',
    ])
      expect(isValue(name), name).toBe(false);
  });
});
