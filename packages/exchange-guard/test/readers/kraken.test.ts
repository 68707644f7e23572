import { describe, expect, it } from 'vitest';
import { granted, permissionsOf, read } from './reading.ts';

describe('kraken', () => {
  const withFields = (more: object) =>
    permissionsOf(
      read('kraken', ({ info }) => ({
        info: { error: [], result: { ...(info as { result: object }).result, ...more } },
      })),
    );

  it('needs to place and to cancel, to see balances and to see what is open', () => {
    const all = ['query-funds', 'query-open-trades', 'modify-trades', 'close-trades'];
    expect(withFields({ permissions: all }).scopes).toMatchObject({ read: true, spotTrading: true });
    for (const left of all) {
      const { read: reads, spotTrading } = withFields({ permissions: all.filter((name) => name !== left) }).scopes;
      expect([reads, spotTrading]).toContain(false);
    }
  });

  it.each([
    ['withdraw-funds', 'withdraw'],
    ['add-withdraw-address', 'withdrawalAddresses'],
    ['update-withdraw-address', 'withdrawalAddresses'],
    ['earn-funds', 'earn'],
    ['add-funds', 'depositAddresses'],
  ])('takes %s for %s', (name, scope) => {
    expect(granted(withFields({ permissions: [name] }))).toContain(scope);
  });

  it('tells a key that was never used', () => {
    expect(withFields({ lastUsed: null }).lastUsedAt).toBe('never');
  });
});
