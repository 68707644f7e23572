import { describe, expect, it } from 'vitest';
import { letters, now } from '../contract/row.ts';
import { granted, permissionsOf, problemsOf, read } from './reading.ts';

describe('htx', () => {
  const withFields = (more: object) =>
    read('htx', ({ uid, keys }) => {
      const answer = keys as { data: object[] };
      return { uid, keys: { ...answer, data: [{ ...answer.data[0], ...more }] } };
    });

  it('takes withdraw for withdrawing', () => {
    expect(granted(permissionsOf(withFields({ permission: 'withdraw' })))).toEqual(['withdraw']);
  });

  it('counts the days that are left', () => {
    const { expiresAt } = permissionsOf(withFields({ validDays: 30 }));
    expect(expiresAt).toEqual(new Date(now.getTime() + 30 * 86_400_000));
  });

  it('is not understood about a key that has expired, is somebody else’s, or lasts no number of days', () => {
    expect(problemsOf(withFields({ status: 'expired' }))).toContain('status');
    expect(problemsOf(withFields({ accessKey: letters(36) }))).toContain('does not hold this one once');
    for (const validDays of [-2, 1.5, 100_000, '30', null])
      expect(problemsOf(withFields({ validDays }))).toContain('validDays');
    expect(problemsOf(read('htx', ({ keys }) => ({ uid: { code: 200, data: 'me' }, keys })))).toContain('user id');
  });
});
