import { describe, expect, it } from 'vitest';
import { madeAt } from '../contract/row.ts';
import { granted, permissionsOf, read } from './reading.ts';

describe('kucoin', () => {
  const withFields = (more: object) =>
    permissionsOf(
      read('kucoin', ({ key }) => ({
        key: { ...(key as object), data: { ...(key as { data: object }).data, ...more } },
      })),
    );

  it('says of the main account that even reading comes with making keys', () => {
    const main = withFields({ isMaster: true });
    expect(main.kind).toBe('main-account');
    expect(granted(main)).toEqual(['read', 'spotTrading', 'subAccounts', 'keyManagement']);
  });

  it.each([
    ['Transfer', 'withdraw'],
    ['Withdrawal', 'withdraw'],
    ['InnerTransfer', 'internalTransfer'],
    ['FlexTransfers', 'universalTransfer'],
    ['Margin', 'margin'],
    ['Earn', 'earn'],
    ['LeadtradeFutures', 'copyTrading'],
    ['Trade', 'futures'],
    ['Unified', 'portfolioMargin'],
    ['Futures', 'futures'],
  ])('takes %s for %s', (name, scope) => {
    expect(granted(withFields({ permission: `General,${name}` }))).toContain(scope);
  });

  it('knows of a binding to addresses that are shown in part, and of none where there is no list', () => {
    expect(withFields({ ipWhitelist: '203.**.154' })).toMatchObject({ ipBinding: true, addresses: 'unknown' });
    for (const ipWhitelist of ['', null]) expect(withFields({ ipWhitelist }).ipBinding).toBe(false);
  });

  it('tells the end of a key, or that there is none, or not', () => {
    expect(withFields({ expiredAt: madeAt.getTime() }).expiresAt).toEqual(madeAt);
    expect(withFields({ expiredAt: -1 }).expiresAt).toBe('never');
    const older = read('kucoin', ({ key }) => {
      const { expiredAt: _, ...data } = (key as { data: Record<string, unknown> }).data;
      return { key: { code: '200000', data } };
    });
    expect(permissionsOf(older).expiresAt).toBe('unknown');
  });
});
