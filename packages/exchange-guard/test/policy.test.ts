import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, type KeyPermissions, type Scope, scopes } from '../src/key-permissions.ts';
import { judgePermissions } from '../src/policy.ts';

const now = new Date('2026-11-01T00:00:00Z');
const all = Object.keys(scopes) as Scope[];
const needed: readonly Scope[] = ['read', 'spotTrading'];

const tradeOnly: KeyPermissions = {
  exchange: 'binance',
  scopes: Object.fromEntries(all.map((scope) => [scope, needed.includes(scope)])) as Record<Scope, Fact>,
  unrecognised: [],
  ipBinding: true,
  addresses: 'unknown',
  createdAt: now,
  expiresAt: 'never',
};
const withScope = (scope: Scope, fact: Fact): KeyPermissions => ({
  ...tradeOnly,
  scopes: { ...tradeOnly.scopes, [scope]: fact },
});
const judge = (permissions: KeyPermissions, acceptUnknown = {}) =>
  judgePermissions(permissions, { need: 'spot', acceptUnknown, now });

describe('judging a key', () => {
  it('passes one that can do what is needed and nothing else', () => {
    expect(judge(tradeOnly)).toMatchObject({ result: 'pass' });
  });

  it.each(all.filter((scope) => !needed.includes(scope)))('fails one that also has %s, and names it', (scope) => {
    expect(judge(withScope(scope, true))).toMatchObject({ result: 'fail', evidence: { against: [scope] } });
  });

  it.each(needed)('fails one that lacks %s', (scope) => {
    expect(judge(withScope(scope, false))).toMatchObject({ result: 'fail', evidence: { against: [scope] } });
  });

  it.each(all)('fails when %s is unknown, unless somebody wrote down why that is accepted', (scope) => {
    const permissions = withScope(scope, 'unknown');
    expect(judge(permissions)).toMatchObject({ result: 'fail', evidence: { against: [scope] } });
    const accepted = judge(permissions, { binance: { [scope]: 'looked at it by hand' } });
    expect(accepted).toMatchObject({ result: 'warn', evidence: { accepted: { [scope]: 'looked at it by hand' } } });
    expect(accepted.fix).toBeDefined();
    expect(judge(permissions, { kraken: { [scope]: 'another exchange' } })).toMatchObject({ result: 'fail' });
  });

  it.each(all.filter((scope) => !needed.includes(scope)))('accepts no reason for a known-bad %s', (scope) => {
    expect(judge(withScope(scope, true), { binance: { [scope]: 'please' } })).toMatchObject({ result: 'fail' });
  });

  it('counts a permission that nobody knows against the key', () => {
    const verdict = judge({ ...tradeOnly, unrecognised: ['enable\u001b[31mX'] });
    expect(verdict).toMatchObject({ result: 'fail', evidence: { against: ['enable\u001b[31mX'] } });
    expect(verdict.says).not.toContain('\u001b');
  });

  it('fails a key that has expired, to the millisecond', () => {
    expect(judge({ ...tradeOnly, expiresAt: now })).toMatchObject({ result: 'fail' });
    expect(judge({ ...tradeOnly, expiresAt: new Date(now.getTime() + 1) })).toMatchObject({ result: 'pass' });
    expect(judge({ ...tradeOnly, expiresAt: new Date(Number.NaN) })).toMatchObject({ result: 'fail' });
  });

  it('leaves the binding to the address check, which names the right cause', () => {
    expect(judge({ ...tradeOnly, ipBinding: false })).toMatchObject({ result: 'pass' });
  });

  it('passes exactly one combination of scopes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<Fact>(true, false, 'unknown'), { minLength: all.length, maxLength: all.length }),
        (facts) => {
          const given = Object.fromEntries(all.map((scope, index) => [scope, facts[index] ?? 'unknown'])) as Record<
            Scope,
            Fact
          >;
          const right = all.every((scope) => given[scope] === needed.includes(scope));
          expect(judge({ ...tradeOnly, scopes: given }).result === 'pass').toBe(right);
        },
      ),
    );
  });
});
