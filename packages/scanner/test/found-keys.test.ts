import { describe, expect, it } from 'vitest';
import type { Finding, HeldFinding } from '../src/finding.ts';
import { foundKeys } from '../src/found-keys.ts';
import { drawSecret } from './repository.ts';

const held = (
  rule: string,
  path: string,
  line: number,
  value = drawSecret(),
  more: Partial<Finding> = {},
): HeldFinding => ({
  finding: { path, line, column: 1, rule, severity: 'block', fingerprint: 'ab'.repeat(16), ...more },
  value,
});
const shown = (found: readonly HeldFinding[]) =>
  foundKeys(found).map(({ exchange, fields }) => [
    exchange,
    ...[...fields].map(([name, secret]) => `${name}=${secret.expose()}`),
  ]);

describe('found keys', () => {
  it('are a key with the secret and passphrase nearest to it in its file', () => {
    const [keyA, secretA, keyB, secretB] = [
      held('okx-key', 'a', 1),
      held('okx-secret', 'a', 2),
      held('okx-key', 'a', 11),
      held('okx-secret', 'a', 12),
    ];
    const passphrase = held('okx-passphrase', 'a', 3);
    expect(shown([keyA, secretA, keyB, secretB, passphrase])).toEqual([
      ['okx', `apiKey=${keyA.value}`, `secret=${secretA.value}`, `password=${passphrase.value}`],
      ['okx', `apiKey=${keyB.value}`, `secret=${secretB.value}`, `password=${passphrase.value}`],
    ]);
  });

  it('believe the scan where it says what belongs together', () => {
    const key = held('binance-key', 'a', 1, undefined, { pair: 'p' });
    const [near, own] = [held('binance-secret', 'a', 2), held('binance-secret', 'b', 9, undefined, { pair: 'p' })];
    expect(shown([key, near, own])).toEqual([['binance', `apiKey=${key.value}`, `secret=${own.value}`]]);
  });

  it('take the only secret of that exchange from another file, and none where there are two', () => {
    const key = held('binance-key', 'a', 1);
    const [one, two] = [held('binance-secret', 'b', 1), held('binance-secret', 'c', 1)];
    expect(shown([key, one, { ...one, finding: { ...one.finding, path: 'd' } }])).toEqual([
      ['binance', `apiKey=${key.value}`, `secret=${one.value}`],
    ]);
    expect(shown([key, one, two])).toEqual([['binance', `apiKey=${key.value}`]]);
    expect(shown([key, held('okx-secret', 'b', 1)])).toEqual([['binance', `apiKey=${key.value}`]]);
  });

  it('are one key wherever it stands, with all its places', () => {
    const key = held('binance-key', 'a', 1);
    const again = { ...key, finding: { ...key.finding, path: 'b', commit: 'abc' } };
    const secret = held('binance-secret', 'b', 2, undefined, { commit: 'abc' });
    const [only, ...more] = foundKeys([key, again, secret]);
    expect(more).toEqual([]);
    expect(only?.finding).toBe(key.finding);
    expect(only?.places).toEqual([key.finding, again.finding, secret.finding]);
    expect(only?.fields.size).toBe(2);
  });

  it('are none in what belongs to no exchange', () => {
    expect(
      foundKeys([held('private-key', 'a', 1), held('credential-assignment', 'a', 2), held('okx-secret', 'a', 3)]),
    ).toEqual([]);
  });
});
