import { describe, expect, it } from 'vitest';
import { granted, permissionsOf, read } from './reading.ts';

describe('coinbase', () => {
  it.each([{ canWithdraw: 'Y' }, { is_admin: 2 }, { scopes: ['all'] }, { can_stake: null }])(
    'counts the undescribed field in %j against the key',
    (more) => {
      const reading = read('coinbase', ({ permissions }) => ({ permissions: { ...(permissions as object), ...more } }));
      expect(permissionsOf(reading).unrecognised).toEqual(Object.keys(more));
    },
  );

  it('takes one flag for leaving and for moving about', () => {
    const reading = read('coinbase', ({ permissions }) => ({
      permissions: { ...(permissions as object), can_transfer: true },
    }));
    expect(granted(permissionsOf(reading))).toEqual(
      expect.arrayContaining(['withdraw', 'internalTransfer', 'universalTransfer', 'fiat', 'depositAddresses']),
    );
  });
});
