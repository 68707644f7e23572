import { describe, expect, it } from 'vitest';
import { keyIdentityOf } from '../../src/key-identity.ts';
import { readers } from '../../src/readers.ts';
import { now } from '../contract/row.ts';
import { permissionsOf, problemsOf, read, signer, wallet } from './reading.ts';

describe('hyperliquid', () => {
  it('knows a master wallet by its role, or by the address that is traded with', () => {
    expect(permissionsOf(read('hyperliquid', () => ({ role: { role: 'user' } }))).kind).toBe('master-wallet');
    const own = keyIdentityOf({ wallet, signer: () => wallet.toUpperCase().replace('0X', '0x') });
    const reading = readers.hyperliquid?.read(new Map([['role', { role: 'missing' }]]), own, now);
    expect(reading).toMatchObject({
      permissions: { kind: 'master-wallet', scopes: { withdraw: true }, loosens: true },
    });
  });

  it('is not understood about an agent of somebody else, or about a stranger', () => {
    const foreign = { role: 'agent', data: { user: signer } };
    expect(problemsOf(read('hyperliquid', () => ({ role: foreign })))).toContain('another wallet');
    for (const role of ['missing', 'vault', 'subAccount']) {
      expect(problemsOf(read('hyperliquid', () => ({ role: { role, data: {} } })))).toContain('role');
    }
  });

  it('is not understood when there is no key, or no wallet to trade with', () => {
    const answer = new Map([['role', { role: 'agent', data: { user: wallet } }]]);
    const about = (held: Parameters<typeof keyIdentityOf>[0]) =>
      readers.hyperliquid?.read(answer, keyIdentityOf(held), now);
    expect(about({ wallet })).toMatchObject({ problems: ['the private key signs for no address'] });
    expect(about({ signer: () => signer })).toMatchObject({ problems: ['no wallet address is configured'] });
    const asked = (held: Parameters<typeof keyIdentityOf>[0]) =>
      readers.hyperliquid?.asks.map(({ params }) =>
        params?.({ answers: new Map(), identity: keyIdentityOf(held), now, nonce: '' }),
      );
    expect(asked({})).toEqual([undefined, undefined]);
    expect(asked({ wallet, signer: () => signer })).toEqual([
      { type: 'userRole', user: signer },
      { type: 'extraAgents', user: wallet },
    ]);
  });

  it('does not know the end of an agent without a name', () => {
    expect(permissionsOf(read('hyperliquid', ({ role }) => ({ role, agents: [] }))).expiresAt).toBe('unknown');
  });
});
