import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedAddressesOf } from '../../src/readers/allowed-addresses.ts';

const anywhere = { ipBinding: false, addresses: [] };

describe('a list of allowed addresses', () => {
  it.each<[unknown, readonly string[]]>([
    ['203.0.113.7', ['203.0.113.7']],
    ['203.0.113.7,203.0.113.8', ['203.0.113.7', '203.0.113.8']],
    [' 203.0.113.7 , 2001:db8::7 ,', ['203.0.113.7', '2001:db8::7']],
    [['203.0.113.0/24'], ['203.0.113.0/24']],
    [
      ['2001:db8::/32', '10.0.0.0/8'],
      ['2001:db8::/32', '10.0.0.0/8'],
    ],
  ])('is read from %j', (told, addresses) => {
    expect(allowedAddressesOf(told)).toEqual({ ipBinding: true, addresses });
  });

  const open: readonly unknown[] = [
    '',
    ' , ',
    '*',
    [],
    ['*'],
    ['203.0.113.7', '*'],
    ['0.0.0.0/0'],
    ['::/0'],
    ['203.0.113.7', '0.0.0.0/0'],
    ['0.0.0.0'],
    ['::'],
    ['0.0.0.0/1', '128.0.0.0/1'],
    ['8.0.0.0/7'],
    ['2000::/3'],
  ];
  it.each(open.map((told) => [told]))('binds nothing when it is %j', (told) => {
    expect(allowedAddressesOf(told)).toEqual(anywhere);
  });

  it('binds to something unreadable when parts are hidden', () => {
    for (const told of ['203.**.154,103.**.34', ['203.0.113.7', '2001:db8:*:*::7']]) {
      expect(allowedAddressesOf(told)).toEqual({ ipBinding: true, addresses: 'unknown' });
    }
  });

  const garbled: readonly unknown[] = [
    undefined,
    null,
    true,
    7,
    {},
    'none',
    'any',
    '203.0.113',
    '203.0.113.7/33',
    '203.0.113.7/',
    '203.0.113.7/24/24',
    '2001:db8::/129',
    '203.0.113.7;203.0.113.8',
    'localhost',
    '**',
    ['203.0.113.7', 7],
    [['203.0.113.7']],
    ['203.0.113.7', 'everywhere'],
  ];
  it.each(garbled.map((told) => [told]))('is not understood when it is %j', (told) => {
    expect(allowedAddressesOf(told)).toBeUndefined();
  });

  it('never throws, and never calls a key bound without an address on its list', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()))), (told) => {
        const list = allowedAddressesOf(told);
        if (list?.ipBinding === true) expect(list.addresses === 'unknown' || list.addresses.length > 0).toBe(true);
      }),
    );
  });
});
