import { describe, expect, it } from 'vitest';
import { keyIdentityOf } from '../../src/key-identity.ts';
import { scopeNames } from '../../src/key-permissions.ts';
import { judgePermissions } from '../../src/policy.ts';
import type { Answers } from '../../src/readers/reader.ts';
import { readerOf } from '../../src/readers.ts';

const balance = { api: 'private', method: 'GET', path: 'balance', use: 'audit' } as const;
const reader = readerOf('cryptocom', [{ ...balance, use: 'read' }, balance]);
const now = new Date('2026-11-01T00:00:00Z');

function permissionsAfter(answers: Answers) {
  const reading = reader.read(answers, keyIdentityOf({}), now);
  if ('problems' in reading) throw new Error('a silent reader has nothing to find fault with');
  return reading.permissions;
}

describe('an exchange that does not tell what a key may do', () => {
  it('is asked one signed read, where there is one to make', () => {
    expect(reader.asks).toEqual([{ name: 'signed read', api: 'private', method: 'GET', path: 'balance' }]);
    expect(readerOf('bitstamp', [{ ...balance, method: 'POST' }]).asks).toMatchObject([{ method: 'POST' }]);
    expect(readerOf('cryptocom', []).asks).toEqual([]);
    expect(readerOf('cryptocom', [{ ...balance, method: 'DELETE' }]).asks).toEqual([]);
  });

  it('proves by an answer that the key works from here and can read, and nothing else', () => {
    const { scopes, signedCallAnswered, ipBinding, loosens } = permissionsAfter(new Map([['signed read', {}]]));
    expect(scopeNames.filter((scope) => scopes[scope] !== 'unknown')).toEqual(['read']);
    expect({ signedCallAnswered, ipBinding, loosens }).toEqual({
      signedCallAnswered: true,
      ipBinding: 'unknown',
      loosens: 'unknown',
    });
  });

  it('proves nothing by no answer', () => {
    const { scopes, signedCallAnswered } = permissionsAfter(new Map());
    expect(Object.values(scopes).every((fact) => fact === 'unknown')).toBe(true);
    expect(signedCallAnswered).toBe(false);
  });

  it('fails, and is a warning only when every unknown fact was accepted by name', () => {
    const permissions = permissionsAfter(new Map([['signed read', {}]]));
    const judge = (cryptocom: Record<string, string>) =>
      judgePermissions(permissions, { need: 'spot', acceptUnknown: { cryptocom }, now });
    const facts = [...scopeNames.filter((scope) => scope !== 'read'), 'loosens'];
    const all = Object.fromEntries(facts.map((fact) => [fact, 'looked at it by hand']));
    expect(judge({}).result).toBe('fail');
    expect(judge(all)).toMatchObject({ result: 'warn', evidence: { granted: ['read'], signedCallAnswered: true } });
    for (const fact of facts) {
      const { [fact]: _, ...rest } = all;
      expect(judge(rest), fact).toMatchObject({ result: 'fail', evidence: { against: [fact] } });
    }
  });
});
