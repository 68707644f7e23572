import { describe, expect, it } from 'vitest';
import { credentialFields, variableFor } from '../src/fields.ts';

describe('variableFor', () => {
  it.each([
    ['binance', 'apiKey', 'BINANCE_API_KEY'],
    ['binance', 'secret', 'BINANCE_API_SECRET'],
    ['okx', 'password', 'OKX_PASSPHRASE'],
    ['htx', 'uid', 'HTX_UID'],
    ['hyperliquid', 'walletAddress', 'HYPERLIQUID_WALLET_ADDRESS'],
    ['hyperliquid', 'privateKey', 'HYPERLIQUID_PRIVATE_KEY'],
  ] as const)('of %s and %s is %s', (exchange, field, variable) => {
    expect(variableFor(exchange, field)).toBe(variable);
  });
});

describe('credentialFields', () => {
  it('names each file as the environment contract does, and nothing inherited', () => {
    expect(Object.values(credentialFields).map(({ file }) => file)).toEqual([
      'apiKey',
      'secret',
      'passphrase',
      'uid',
      'walletAddress',
      'privateKey',
    ]);
    expect('toString' in credentialFields).toBe(false);
  });
});
