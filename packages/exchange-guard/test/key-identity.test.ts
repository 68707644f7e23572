import { createHmac, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { identityOf, keyIdentityOf } from '../src/key-identity.ts';

const keyId = randomBytes(16).toString('hex');
const identity = keyIdentityOf({ keyId, wallet: '0xabc' });

describe('what a reader may know of the key', () => {
  it('is whether an id is its own, whole or masked', () => {
    const [start, end] = [keyId.slice(0, 4), keyId.slice(-4)];
    for (const told of [
      keyId,
      `${start}****${end}`,
      `${start}...${end}`,
      `${start}…${end}`,
      `${keyId.slice(0, 8)}***`,
    ]) {
      expect(identity.isKeyId(told)).toBe(true);
    }
  });

  it('takes nothing else for its own', () => {
    const other = randomBytes(16).toString('hex');
    const wrong = [
      other,
      `${keyId}0`,
      keyId.slice(1),
      '',
      '***',
      `${keyId.slice(0, 4)}***`,
      `${keyId}***`,
      '0***x',
      7,
      null,
      [keyId],
    ];
    for (const told of wrong) expect(identity.isKeyId(told), inspect(typeof told)).toBe(false);
    expect(keyIdentityOf({}).isKeyId('')).toBe(false);
    expect(keyIdentityOf({}).isKeyId(undefined)).toBe(false);
  });

  it('shows nothing of it when printed', () => {
    expect(inspect(identity, { depth: 9, showHidden: true })).not.toContain(keyId);
    expect(JSON.stringify(identity)).not.toContain(keyId);
  });

  it('comes from a client, which derives the address and signs', () => {
    const secret = randomBytes(16).toString('hex');
    const client = {
      apiKey: keyId,
      secret,
      walletAddress: '0xw',
      privateKey: '0xp',
      ethGetAddressFromPrivateKey: (of: string) => `from ${of}`,
      hmac: (text: Uint8Array, key: Uint8Array, _: object, digest: 'hex') =>
        createHmac('sha256', key).update(text).digest(digest),
    };
    const known = identityOf(client);
    expect(known).toMatchObject({ signer: 'from 0xp', wallet: '0xw' });
    const signature = createHmac('sha256', secret).update('text').digest('hex');
    expect(known.prove('text')).toEqual({ keyId, signature });
    const unknown = identityOf({});
    expect(unknown).toMatchObject({ signer: undefined, wallet: undefined });
    expect(unknown.prove('text')).toEqual({ keyId: '', signature: '' });
  });
});
