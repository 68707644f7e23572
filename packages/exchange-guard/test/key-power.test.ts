import { describe, expect, it } from 'vitest';
import { type Fact, type KeyPermissions, movesMoney, type Scope, scopeNames } from '../src/key-permissions.ts';
import { powerOf } from '../src/key-power.ts';

function key(granted: Partial<Record<Scope, Fact>>, rest: Partial<KeyPermissions> = {}): KeyPermissions {
  return {
    exchange: 'binance',
    kind: 'unknown',
    scopes: { ...(Object.fromEntries(scopeNames.map((scope) => [scope, false])) as Record<Scope, Fact>), ...granted },
    grants: [],
    unrecognised: [],
    loosens: false,
    ipBinding: true,
    addresses: 'unknown',
    createdAt: 'unknown',
    expiresAt: 'unknown',
    lastUsedAt: 'unknown',
    label: 'unknown',
    signedCallAnswered: true,
    ...rest,
  };
}

describe('the worst that a key can do', () => {
  it('is to read, when it can do nothing else', () => {
    expect(powerOf(key({}))).toBe('reads');
    expect(powerOf(key({ read: true }))).toBe('reads');
    expect(powerOf(key({ read: 'unknown' }))).toBe('reads');
  });

  it.each(scopeNames.filter((scope) => scope !== 'read'))(
    'is known from %s, and unknown counts as granted',
    (scope) => {
      for (const fact of [true, 'unknown'] as const) {
        expect(powerOf(key({ [scope]: fact }))).toBe(movesMoney.has(scope) ? 'moves-money' : 'trades');
      }
    },
  );

  it('is to move money, when somebody could make it do so', () => {
    expect(powerOf(key({}, { loosens: true }))).toBe('moves-money');
    expect(powerOf(key({}, { loosens: 'unknown' }))).toBe('moves-money');
    expect(powerOf(key({}, { unrecognised: ['new'] }))).toBe('moves-money');
  });

  it('is to trade, when moving money inside the account is tied to trading there', () => {
    const allows: Scope[] = ['spotTrading', 'universalTransfer'];
    const tied = key({ spotTrading: true, universalTransfer: true }, { grants: [{ name: 'trade', allows }] });
    expect(powerOf(tied)).toBe('trades');
    const apart = { grants: [...tied.grants, { name: 'move', allows: ['universalTransfer'] as Scope[] }] };
    expect(powerOf({ ...tied, ...apart })).toBe('moves-money');
    expect(powerOf(key({ withdraw: true }, { grants: [{ name: 'trade', allows: ['spotTrading', 'withdraw'] }] }))).toBe(
      'moves-money',
    );
  });

  it.each(['read', 'spotTrading', 'futures'] as const)('is to trade, when that is tied to %s alone', (purpose) => {
    const tied = (allows: readonly Scope[]) =>
      key(Object.fromEntries(allows.map((scope) => [scope, true])), { grants: [{ name: 'one', allows }] });
    expect(powerOf(tied([purpose, 'universalTransfer']))).toBe('trades');
    // Borrowing is nothing that a bot is given a key for.
    expect(powerOf(tied(['margin', 'universalTransfer']))).toBe('moves-money');
  });
});
