import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formFields, oneOf, strictForm, strictJson, textFields, wireOrderOf } from '../../src/venues/wire.ts';

describe('reading the bytes of an order', () => {
  it.each([
    ['a name twice', '{"a":"1","a":"2"}'],
    ['the same name twice', '{"a":"1","a":"1"}'],
    ['a space', '{"a": "1"}'],
    ['an escape', '{"a":"\\u0031"}'],
    ['a number in another form', '{"a":1.0}'],
    ['more behind it', '{"a":"1"}{}'],
    ['nothing', ''],
    ['half of it', '{"a":"1"'],
  ])('takes no JSON with %s', (_what, body) => {
    expect(strictJson(body)).toBeUndefined();
  });

  it('takes JSON that says each thing once, and gives back what it says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const body = JSON.stringify(value);
        const read = strictJson(body);
        if (read !== undefined) expect(JSON.stringify(read)).toBe(body);
      }),
    );
    expect(strictJson('{"a":{"b":"1"}}')).toEqual({ a: { b: '1' } });
  });

  it('takes fields that an order may carry, all of them text', () => {
    const known = new Set(['a', 'b']);
    expect(textFields({ a: '1', b: '' }, known)).toEqual(
      new Map([
        ['a', '1'],
        ['b', ''],
      ]),
    );
    for (const value of [undefined, null, [], 'a', { c: '1' }, { a: 1 }, { a: true }, { a: {} }, { a: null }]) {
      expect(textFields(value, known)).toBeUndefined();
    }
  });

  it('takes a form that has each name once', () => {
    const known = new Set(['a', 'b']);
    expect(formFields('a=1&b=2', known)).toEqual(
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    );
    expect(formFields('a=%31', known)).toEqual(new Map([['a', '1']]));
    // A name without a value is there, in either way of reading it.
    expect(formFields('a&b=2', known)).toEqual(formFields('a&b=%32', known));
    expect(formFields('a', known)).toEqual(new Map([['a', '']]));
    for (const body of ['a=1&a=1', 'c=1', 'a=1&', '', 'a=%31&&b=2', '&a=%31', 'a=%31&']) {
      expect(formFields(body, known), body).toBeUndefined();
    }
  });

  it('takes a strict form only as it is meant', () => {
    const known = new Set(['a', 'b']);
    expect(strictForm('a=1&b=1%3A2', known)).toEqual(formFields('a=1&b=1%3A2', known));
    const wrong = ['&a=1', 'a=1&', 'a=1&&b=2', 'a', 'a=1=2', 'a=%31', 'a=1:2', 'a=%', 'a=1 2', '%61=1'];
    // One part that is as it is meant excuses no other.
    for (const body of [...wrong, 'a=1&b=%32', 'b=%32&a=1', 'a=1&b', 'a=1&c=2']) {
      expect(strictForm(body, known), body).toBeUndefined();
    }
  });

  it('knows no order that lacks a part', () => {
    const whole = { clientOrderId: 'c', marketId: 'm', side: 'buy', kind: 'limit', amount: '1' } as const;
    const none = { price: undefined, timeInForce: undefined };
    expect(wireOrderOf({ ...whole, ...none })).toStrictEqual(whole);
    expect(wireOrderOf({ ...whole, ...none, reduceOnly: undefined })).toStrictEqual(whole);
    for (const said of [{ price: '2' }, { timeInForce: 'IOC' }, { reduceOnly: true }, { reduceOnly: false }]) {
      expect(wireOrderOf({ ...whole, ...none, ...said })).toStrictEqual({ ...whole, ...said });
    }
    for (const part of Object.keys(whole)) {
      expect(wireOrderOf({ ...whole, ...none, [part]: undefined })).toBeUndefined();
    }
  });

  it('finds in a table what is in it, and nothing that it inherits', () => {
    expect(oneOf({ a: 1 }, 'a')).toBe(1);
    for (const name of [undefined, 'b', 'constructor', '__proto__']) expect(oneOf({ a: 1 }, name)).toBeUndefined();
    expect(oneOf({ undefined: 1 }, undefined)).toBeUndefined();
  });
});
