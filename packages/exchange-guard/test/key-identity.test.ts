import { createHmac, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openVenue } from '../src/index.ts';
import { doorsOf } from '../src/inner-doors.ts';
import { identityOf, keyIdentityOf } from '../src/key-identity.ts';
import { FakeExchange } from './fake-exchange.ts';

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

  it('comes from a client, which derives the address', () => {
    const secret = randomBytes(16).toString('hex');
    const derive = (of: string) => `from ${of}`;
    const client = {
      apiKey: keyId,
      secret,
      walletAddress: '0xw',
      privateKey: '0xp',
      ethGetAddressFromPrivateKey: derive,
    };
    const known = identityOf(client);
    expect(known).toMatchObject({ signer: 'from 0xp', wallet: '0xw' });
    const signature = createHmac('sha256', secret).update('text').digest('hex');
    expect(known.prove('text')).toEqual({ keyId, signature });
    const unknown = identityOf({});
    expect(unknown).toMatchObject({ signer: undefined, wallet: undefined });
    expect(unknown.prove('text')).toEqual({ keyId: '', signature: '' });
  });

  it('proves a key whose secret is held outside of the client, too, and only by a text of ours', async () => {
    const exchange = await new FakeExchange().start();
    const options = { exchange: 'binance', exchangeUrl: exchange.url, clock: () => new Date(), bot: 'test' };
    const venue = await openVenue({ ...options, credentials: exchange.credentials });
    const { signature } = doorsOf(venue).identity.prove('a text');
    expect(signature).toBe(createHmac('sha256', exchange.secret).update('a text').digest('hex'));
    venue.close();
    await exchange.stop();
  });
});
