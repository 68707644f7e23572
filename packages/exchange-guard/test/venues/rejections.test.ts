import { describe, expect, it } from 'vitest';
import { rejectedBy } from '../../src/venues/rejections.ts';

const provesRejected = rejectedBy(new Set(['400']), /duplicate/i);

describe('an answer proves that an order was turned down', () => {
  it('by a code that says so', () => {
    expect(provesRejected({ status: 400, code: '400' })).toBe(true);
    expect(provesRejected({ status: 200, code: '400', says: 'balance insufficient' })).toBe(true);
  });

  it('not by a code that is not known, and not without one', () => {
    expect(provesRejected({ status: 400, code: '401' })).toBe(false);
    expect(provesRejected({ status: 400 })).toBe(false);
  });

  it('not when the id was used before: an earlier attempt of ours did arrive then', () => {
    expect(provesRejected({ status: 400, code: '400', says: 'Duplicate clientOid' })).toBe(false);
    expect(rejectedBy(new Set(['400']))({ status: 400, code: '400', says: 'Duplicate clientOid' })).toBe(true);
  });

  it('not with a 5xx, after which the order may exist', () => {
    expect(provesRejected({ status: 499, code: '400' })).toBe(true);
    expect(provesRejected({ status: 500, code: '400' })).toBe(false);
  });
});
