import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Params } from '../src/params.ts';
import { Refusal } from '../src/refusals.ts';
import { outcomeOf } from './support/ground.ts';

const of = (query: string, body = '') => Params.parse(query, body);

describe('parameters', () => {
  it('come from the query and the body, and the query goes first', () => {
    const params = of('a=1&b=%5B%22x%22%5D', 'a=2&c=+3');
    expect([params.text('a'), params.text('b'), params.text('c'), params.text('d')]).toEqual([
      '1',
      '["x"]',
      ' 3',
      undefined,
    ]);
  });

  it('are refused when sent twice, badly encoded, or not read by the endpoint', () => {
    expect(outcomeOf(() => of('a=1&a=1'))).toBe('DUPLICATE_PARAMETER');
    expect(outcomeOf(() => of('a=%zz'))).toBe('ILLEGAL_CHARACTERS');
    expect(outcomeOf(() => of('a=1&b=2').allow(['a']))).toBe('UNREAD');
    expect(outcomeOf(() => of('a=1').allow(['a', 'b']))).toBeUndefined();
  });

  it('are refused when missing or empty', () => {
    expect(outcomeOf(() => of('').required('a'))).toBe('MISSING');
    expect(outcomeOf(() => of('a=').required('a'))).toBe('MISSING');
    expect(outcomeOf(() => of('a=').text('a'))).toBe('EMPTY');
  });

  it.each(['-1', '1.5', '1e3', 'NaN', '0x10', ' 1', 'abc'])('are no whole number when they are %j', (text) => {
    expect(outcomeOf(() => of(`a=${encodeURIComponent(text)}`).integer('a'))).toBe('ILLEGAL_CHARACTERS');
  });

  it.each([
    ['-1', 'ILLEGAL_CHARACTERS'],
    ['1e3', 'ILLEGAL_CHARACTERS'],
    ['.5', 'ILLEGAL_CHARACTERS'],
    ['NaN', 'ILLEGAL_CHARACTERS'],
    ['0', 'INVALID_QUANTITY'],
    ['0.00', 'INVALID_QUANTITY'],
    ['0.123456789', 'TOO_PRECISE'],
  ])('are no amount when they are %j', (text, reason) => {
    expect(outcomeOf(() => of(`a=${text}`).decimal('a', 'INVALID_QUANTITY'))).toBe(reason);
  });

  it('are read by their kind', () => {
    const params = of('n=9007199254740993&i=12&d=1.50&c=BUY&id=a-B.1:/_&limit=5000');
    expect(outcomeOf(() => params.integer('n'))).toBe('INVALID_PARAMETER');
    expect(params.integer('i')).toBe(12);
    expect(params.decimal('d', 'INVALID_PRICE')?.toFixed()).toBe('1.5');
    expect(params.choice('c', ['BUY', 'SELL'], 'INVALID_SIDE')).toBe('BUY');
    expect(outcomeOf(() => params.choice('c', ['SELL'], 'INVALID_SIDE'))).toBe('INVALID_SIDE');
    expect(params.clientId('id')).toBe('a-B.1:/_');
    expect(params.limit(100, 1_000)).toBe(1_000);
    expect(of('').limit(100, 1_000)).toBe(100);
    expect(outcomeOf(() => of('limit=0').limit(100, 1_000))).toBe('INVALID_PARAMETER');
    expect(outcomeOf(() => of(`id=${'x'.repeat(37)}`).clientId('id'))).toBe('ILLEGAL_CHARACTERS');
  });

  it('are read or refused, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (query, body) => {
        try {
          const params = of(query, body);
          for (const name of ['a', '', '__proto__']) params.decimal(name, 'INVALID_PRICE');
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
    );
  });
});
