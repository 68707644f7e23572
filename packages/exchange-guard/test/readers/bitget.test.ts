import { describe, expect, it } from 'vitest';
import { readers } from '../../src/readers.ts';
import { here, now } from '../contract/row.ts';
import { granted, identity, permissionsOf, read } from './reading.ts';

describe('bitget', () => {
  const withWords = (...authorities: string[]) =>
    permissionsOf(
      read('bitget', ({ classic }) => {
        const answer = classic as { data: object };
        return { classic: { ...answer, data: { ...answer.data, authorities } } };
      }),
    );

  it('understands the words of older answers, as wide as they can be meant', () => {
    expect(granted(withWords('trade', 'readonly'))).toEqual(['read', 'spotTrading', 'margin', 'futures']);
    expect(granted(withWords('readonly', 'withdraw'))).toEqual(['read', 'withdraw']);
  });

  it.each([
    ['wwow', 'withdraw'],
    ['wtow', 'universalTransfer'],
    ['chow', 'keyManagement'],
    ['coow', 'futures'],
    ['cpow', 'futures'],
    ['smow', 'margin'],
    ['ttow', 'copyTrading'],
    ['p2p', 'fiat'],
    ['p2pw', 'fiat'],
    ['pllw', 'lending'],
  ])('takes %s for %s', (code, scope) => {
    expect(granted(withWords('stor', code))).toContain(scope);
  });

  it('tells a unified account by its parent, and a classic one not at all', () => {
    const unified = { ips: here, permType: 'read-and-write', permissions: ['uta_trade'] };
    const kindWith = (parentId: unknown) =>
      permissionsOf(read('bitget', () => ({ unified: { code: '00000', data: { ...unified, parentId } } }))).kind;
    expect([kindWith(''), kindWith('4716270'), kindWith(null)]).toEqual(['main-account', 'sub-account', 'unknown']);
    expect(withWords('stor').kind).toBe('unknown');
  });

  it('is asked the other way only when the first way was refused for the kind of account', () => {
    const [classic, unified] = readers.bitget?.asks ?? [];
    const says = 'You are in Unified Account mode';
    expect(classic?.mayRefuse?.({ status: 400, code: '40085' })).toBe(true);
    expect(classic?.mayRefuse?.({ status: 400, code: '1', says })).toBe(true);
    expect(classic?.mayRefuse?.({ status: 400, code: '40006', says: 'Invalid ACCESS_KEY' })).toBe(false);
    const known = { identity, now, nonce: '' };
    expect(unified?.params?.({ ...known, answers: new Map([['classic', {}]]) })).toBeUndefined();
    expect(unified?.params?.({ ...known, answers: new Map() })).toEqual({});
  });

  it('finds nothing to hold against what only looks', () => {
    const looking = withWords('coor', 'cpor', 'stor', 'smor', 'ttor', 'wtor', 'taxr', 'chor', 'p2pr', 'pllr');
    expect([granted(looking), looking.unrecognised]).toEqual([['read'], []]);
  });
});
