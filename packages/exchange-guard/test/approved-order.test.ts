import { describe, expect, it } from 'vitest';
import { approve, isApproved } from '../src/approved-order.ts';

const terms = {
  clientOrderId: 'a',
  symbol: 'A/B',
  marketId: 'AB',
  side: 'buy',
  kind: 'market',
  amount: '1',
  postOnly: false,
  reduceOnly: false,
  receivedAt: new Date(0),
} as const;

describe('an approved order', () => {
  it('is made by the gate alone, and cannot be changed', () => {
    const approved = approve(terms);
    expect(isApproved(approved)).toBe(true);
    expect(() => Object.assign(approved, { amount: '2' })).toThrow(TypeError);
    expect(() => Object.assign(approved, { price: '2' })).toThrow(TypeError);
    const Class = approved.constructor as new (...given: unknown[]) => unknown;
    expect(() => new Class(Symbol('maker of approved orders'), terms)).toThrow(
      expect.objectContaining({ code: 'ORDER_NOT_APPROVED' }),
    );
  });

  it('is not what merely looks like one', () => {
    const approved = approve(terms);
    for (const forged of [{ ...approved }, Object.create(approved), new Proxy(approved, {}), terms, null, 'order']) {
      expect(isApproved(forged)).toBe(false);
    }
  });

  it('says all that was approved, and nothing that was not', () => {
    expect({ ...approve(terms) }).toEqual(terms);
    const whole = {
      ...terms,
      kind: 'limit',
      price: '2',
      timeInForce: 'IOC',
      postOnly: true,
      reduceOnly: true,
    } as const;
    expect({ ...approve(whole) }).toEqual(whole);
    const { reduceOnly: _, ...unsaid } = terms;
    expect(approve(unsaid).reduceOnly).toBe(false);
  });

  it('says in words who may make one', () => {
    const Class = approve(terms).constructor as new (token: unknown) => unknown;
    expect(() => new Class(undefined)).toThrow('An order is approved by the order gate alone.');
  });
});
