import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../src/fingerprint.ts';
import { Secret } from '../src/secret.ts';
import { freshKey } from './samples.ts';

const installation = () => createSecretKey(randomBytes(32));

describe('fingerprintOf', () => {
  it('is 32 lower-case hex characters, the same each time', () => {
    const [key, id] = [installation(), Secret.of(freshKey())];
    expect(fingerprintOf(key, 'binance', id)).toMatch(/^[0-9a-f]{32}$/);
    expect(fingerprintOf(key, 'binance', id)).toBe(fingerprintOf(key, 'binance', id));
  });

  it('differs by installation, venue and key', () => {
    const [key, id] = [installation(), Secret.of(freshKey())];
    const all = [
      fingerprintOf(key, 'binance', id),
      fingerprintOf(installation(), 'binance', id),
      fingerprintOf(key, 'okx', id),
      fingerprintOf(key, 'binance', Secret.of(freshKey())),
    ];
    expect(new Set(all).size).toBe(4);
  });

  it('cannot be made equal by moving characters between venue and key', () => {
    const [key, id] = [installation(), freshKey()];
    expect(fingerprintOf(key, 'binance', Secret.of(`us:${id}`))).not.toBe(
      fingerprintOf(key, 'binance:us', Secret.of(id)),
    );
    expect(fingerprintOf(key, 'binance', Secret.of(`us${id}`))).not.toBe(
      fingerprintOf(key, 'binanceus', Secret.of(id)),
    );
  });

  it('refuses a wiped key with SECRET_WIPED', () => {
    const id = Secret.of(freshKey());
    id.wipe();
    expect(() => fingerprintOf(installation(), 'binance', id)).toThrow(
      expect.objectContaining({ code: 'SECRET_WIPED' }),
    );
  });
});
