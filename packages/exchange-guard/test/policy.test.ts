import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, type KeyPermissions, type Scope, scopes } from '../src/key-permissions.ts';
import { judgePermissions } from '../src/policy.ts';

const now = new Date('2026-11-01T00:00:00Z');
const all = Object.keys(scopes) as Scope[];
const needed: readonly Scope[] = ['read', 'spotTrading'];

const tradeOnly: KeyPermissions = {
  exchange: 'binance',
  kind: 'unknown',
  grants: [],
  loosens: false,
  lastUsedAt: 'unknown',
  label: 'unknown',
  signedCallAnswered: true,
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
    const verdict = judge(withScope(scope, true));
    expect(verdict).toMatchObject({ result: 'fail', evidence: { against: [scope] } });
    expect(verdict.says).toBe(`The key can ${scopes[scope]}, which the bot does not need.`);
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

  const swap = (permissions: KeyPermissions) => judgePermissions(permissions, { need: 'swap', acceptUnknown: {}, now });
  it('needs futures and not spot of a key that trades contracts', () => {
    const contracts = withScope('futures', true);
    expect(swap({ ...contracts, scopes: { ...contracts.scopes, spotTrading: false } })).toMatchObject({
      result: 'pass',
    });
    expect(swap(contracts)).toMatchObject({ result: 'fail', evidence: { against: ['spotTrading'] } });
    expect(swap(tradeOnly)).toMatchObject({ result: 'fail', evidence: { against: ['spotTrading', 'futures'] } });
  });

  it('refuses a key that can loosen itself, and says that reason', () => {
    const verdict = judge({ ...tradeOnly, loosens: true }, { binance: { loosens: 'please' } });
    expect(verdict).toMatchObject({ result: 'fail', evidence: { against: ['loosens'] } });
    expect(verdict.says).toMatch(/widen its own permissions or address list/);
    expect(judge({ ...tradeOnly, loosens: 'unknown' })).toMatchObject({ result: 'fail' });
    expect(judge({ ...tradeOnly, loosens: 'unknown' }, { binance: { loosens: 'read its page' } }).result).toBe('warn');
  });

  it('refuses the key of a master wallet, and names the one that will do', () => {
    const verdict = judge({ ...tradeOnly, kind: 'master-wallet' });
    expect(verdict).toMatchObject({ result: 'fail', evidence: { against: ['kind'] } });
    expect(verdict.fix).toMatch(/agent wallet/);
  });

  it('says where to write it down when all that is wrong is that the exchange cannot tell', () => {
    expect(judge(withScope('withdraw', 'unknown')).fix).toMatch(/acceptUnknown\.binance: withdraw/);
    expect(judge({ ...withScope('withdraw', 'unknown'), unrecognised: ['new'] }).fix).toMatch(/allow the key exactly/);
  });

  it('says all that is not told in one sentence', () => {
    const silent = Object.fromEntries(all.map((scope) => [scope, 'unknown'])) as Record<Scope, Fact>;
    const { says } = judge({ ...tradeOnly, scopes: silent, unrecognised: ['new'] });
    expect(says.match(/does not show/g)).toHaveLength(1);
    expect(says).toMatch(
      /^The key does not show whether it can read the account, trade spot, .*; has the permission new/,
    );
  });

  it('takes an empty reason for none', () => {
    expect(judge(withScope('withdraw', 'unknown'), { binance: { withdraw: '' } })).toMatchObject({ result: 'fail' });
  });

  describe('of an exchange whose permissions allow several things at once', () => {
    const coarse = (allows: Scope[], ...more: Scope[][]): KeyPermissions => ({
      ...tradeOnly,
      scopes: { ...tradeOnly.scopes, ...Object.fromEntries([allows, ...more].flat().map((scope) => [scope, true])) },
      grants: [{ name: 'trade', allows }, ...more.map((others, index) => ({ name: `more${index}`, allows: others }))],
    });

    it('passes what comes along with trading and stays in the order book', () => {
      const verdict = judge(coarse(['spotTrading', 'margin', 'futures']));
      expect(verdict).toMatchObject({ result: 'pass', evidence: { along: ['margin', 'futures'] } });
      expect(verdict.says).toMatch(/to every key: borrow and trade on margin, trade futures/);
    });

    it('warns, with what to do, of what comes along and moves money', () => {
      const verdict = judge(coarse(['spotTrading', 'universalTransfer']));
      expect(verdict).toMatchObject({ result: 'warn', evidence: { along: ['universalTransfer'] } });
      expect(verdict.fix).toMatch(/sub-account/);
    });

    it('refuses the same when a permission of its own grants it too', () => {
      const verdict = judge(coarse(['spotTrading', 'universalTransfer'], ['universalTransfer']));
      expect(verdict).toMatchObject({ result: 'fail', evidence: { against: ['universalTransfer'] } });
    });

    it('refuses what a permission without anything needed allows, all of it', () => {
      const verdict = judge(coarse(['spotTrading'], ['earn', 'lending']));
      expect(verdict).toMatchObject({ result: 'fail', evidence: { against: ['earn', 'lending'] } });
    });

    it('excuses nothing by a permission that could be taken away', () => {
      const manager = coarse(['read', 'spotTrading'], ['read', 'universalTransfer']);
      expect(judge(manager)).toMatchObject({ result: 'fail', evidence: { against: ['universalTransfer'] } });
      const twice = coarse(['spotTrading', 'margin'], ['spotTrading', 'margin']);
      expect(judge(twice)).toMatchObject({ result: 'fail', evidence: { against: ['margin'] } });
    });

    it.each<Scope>(['withdraw', 'withdrawalAddresses', 'fiat', 'custody'])(
      'never forgives %s, whatever it comes along with',
      (scope) => {
        expect(judge(coarse(['spotTrading', scope]))).toMatchObject({ result: 'fail', evidence: { against: [scope] } });
      },
    );

    it('warns when one of several things that come along moves money', () => {
      const verdict = judge(coarse(['spotTrading', 'margin', 'universalTransfer']));
      expect(verdict).toMatchObject({ result: 'warn', evidence: { along: ['margin', 'universalTransfer'] } });
    });

    it('is not put off by a permission that allows nothing of interest', () => {
      expect(judge(coarse(['spotTrading', 'margin'], []))).toMatchObject({ result: 'pass' });
    });

    it('still tells of it when something unknown was accepted', () => {
      const permissions = { ...coarse(['spotTrading', 'universalTransfer']), loosens: 'unknown' as const };
      const verdict = judge(permissions, { binance: { loosens: 'read its page' } });
      expect(verdict).toMatchObject({ result: 'warn', evidence: { along: ['universalTransfer'] } });
      expect(verdict.says).toMatch(/transfer between wallets/);
    });
  });

  it('tells what is proven apart from what is not', () => {
    const { evidence } = judge({ ...withScope('earn', 'unknown'), label: 'bot' });
    expect(evidence).toMatchObject({ granted: needed, unknown: ['earn'], label: 'bot', signedCallAnswered: true });
    expect(evidence.withheld).toHaveLength(all.length - needed.length - 1);
  });

  describe('in whole sentences', () => {
    const forbidden =
      "On the exchange's API page allow the key exactly: read the account, trade spot; and nothing else.";
    const agent = 'Authorise an agent wallet (an API wallet) for trading, and give the bot that one’s private key.';
    const page = "Look at the exchange's API page yourself, and write the reason for each in bot.config.ts under";
    const tied: KeyPermissions = {
      ...withScope('margin', true),
      grants: [{ name: 'trade', allows: ['spotTrading', 'margin'] }],
    };
    const moving: KeyPermissions = {
      ...withScope('earn', true),
      grants: [{ name: 'trade', allows: ['spotTrading', 'earn'] }],
    };
    const reasons = { binance: { withdraw: 'the page says so', loosens: 'the page says so', read: 'it reads' } };

    it.each<readonly [string, KeyPermissions, object, string, string | undefined]>([
      ['the right key', tradeOnly, {}, 'can read the account and trade spot, and nothing else.', undefined],
      ['too little', withScope('spotTrading', false), {}, 'cannot trade spot, which the bot needs.', forbidden],
      ['too much', withScope('withdraw', true), {}, 'can withdraw, which the bot does not need.', forbidden],
      [
        'not told',
        { ...withScope('withdraw', 'unknown'), scopes: { ...tradeOnly.scopes, withdraw: 'unknown', earn: 'unknown' } },
        {},
        `does not show whether it can withdraw, ${scopes.earn}.`,
        `${page} acceptUnknown.binance: withdraw, earn.`,
      ],
      [
        'not told, and accepted',
        { ...withScope('withdraw', 'unknown'), loosens: 'unknown' },
        reasons,
        'can read the account and trade spot; not known, and accepted in the configuration: withdraw, loosens.',
        'Look at these facts on the exchange’s API page yourself; nothing here can.',
      ],
      ['ended', { ...tradeOnly, expiresAt: now }, {}, 'has expired (2026-11-01T00:00:00.000Z).', forbidden],
      [
        'ended at no time at all',
        { ...tradeOnly, expiresAt: new Date(Number.NaN) },
        {},
        'has expired (no time at all).',
        forbidden,
      ],
      [
        'loose, perhaps',
        { ...tradeOnly, loosens: 'unknown' },
        {},
        'does not show whether it can widen its own permissions or address list.',
        `${page} acceptUnknown.binance: loosens.`,
      ],
      [
        'a master wallet that can withdraw',
        { ...withScope('withdraw', true), kind: 'master-wallet' },
        {},
        'can withdraw, which the bot does not need; is the master wallet’s own, which can do everything and cannot be limited.',
        agent,
      ],
      [
        'strange',
        { ...tradeOnly, unrecognised: [`new/one${'x'.repeat(60)}`] },
        {},
        `has the permission new?one${'x'.repeat(33)}, which this bot does not know.`,
        forbidden,
      ],
      [
        'tied',
        tied,
        {},
        'can read the account and trade spot, and nothing else that could be left out. binance gives with that, to every key: borrow and trade on margin.',
        undefined,
      ],
      [
        'tied to what moves money',
        moving,
        {},
        `can read the account and trade spot, and nothing else that could be left out. binance gives with that, to every key: ${scopes.earn}.`,
        'Nothing narrower can be had there: use the key of a sub-account that holds only what the bot may lose.',
      ],
    ])('%s', (_what, permissions, acceptUnknown, says, fix) => {
      const verdict = judge(permissions, acceptUnknown);
      expect(verdict.says).toBe(`The key ${says}`);
      expect(verdict.fix).toBe(fix);
    });

    it('with everything that was seen beside them', () => {
      const withheld = all.filter((scope) => !needed.includes(scope));
      const evidence = {
        exchange: 'binance',
        kind: 'unknown',
        granted: [...needed],
        withheld,
        unrecognised: [],
        loosens: false,
        ipBinding: true,
        addresses: 'unknown',
        createdAt: now.toISOString(),
        expiresAt: 'never',
        lastUsedAt: 'unknown',
        label: 'unknown',
        signedCallAnswered: true,
      };
      expect(judge(tradeOnly).evidence).toEqual(evidence);
      const accepted = judge({ ...tradeOnly, loosens: 'unknown' }, reasons);
      expect(accepted.evidence).toEqual({ ...evidence, loosens: 'unknown', accepted: { loosens: 'the page says so' } });
      expect(judge({ ...tradeOnly, expiresAt: now }).evidence).toMatchObject({ against: ['expiresAt'] });
    });
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
