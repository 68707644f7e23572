import { describe, expect, it } from 'vitest';
import { granted, permissionsOf, problemsOf, read } from './reading.ts';

describe('okx', () => {
  const withFields = (more: object) =>
    read('okx', ({ config }) => {
      const answer = config as { data: object[] };
      return { config: { ...answer, data: [{ ...answer.data[0], ...more }] } };
    });

  it('says of the main account that its trading keys make others', () => {
    const main = permissionsOf(withFields({ mainUid: '44616123' }));
    expect(main.kind).toBe('main-account');
    expect(granted(main)).toEqual(expect.arrayContaining(['subAccounts', 'keyManagement']));
  });

  it('takes withdrawing for leaving by bank, too', () => {
    expect(granted(permissionsOf(withFields({ perm: 'read_only,withdraw' })))).toEqual(['read', 'withdraw', 'fiat']);
  });

  it('is not understood when it answers about two accounts, or with an error in a good status', () => {
    expect(problemsOf(read('okx', () => ({ config: { code: '0', data: [{}, {}] } })))).toContain('more than one');
    expect(problemsOf(read('okx', () => ({ config: { code: '50111', data: [] } })))).toContain('code');
  });
});
