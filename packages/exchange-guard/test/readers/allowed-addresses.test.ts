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
    [['::ffff:203.0.113.7'], ['::ffff:203.0.113.7']],
    [['::ffff:203.0.113.0/120'], ['::ffff:203.0.113.0/120']],
    [['64:ff9b::203.0.113.7'], ['64:ff9b::203.0.113.7']],
    [['1:2:3:4:5:6:7:8'], ['1:2:3:4:5:6:7:8']],
    [['2002:cb00:7107::/48'], ['2002:cb00:7107::/48']],
    [
      ['10.0.0.0/8', '10.0.0.0/8'],
      ['10.0.0.0/8', '10.0.0.0/8'],
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
    ['0.0.0.0/32'],
    ['0.0.0.0/8'],
    ['0.1.2.3/8'],
    ['::0'],
    ['::/128'],
    ['0:0:0:0:0:0:0:0'],
    ['0000::0000'],
    ['::0.0.0.0'],
    ['::%eth0'],
    ['::/64'],
    ['::1/64'],
    ['::ffff:0:0/96'],
    ['::ffff:0.0.0.0'],
    ['::ffff:203.0.113.7/96'],
    ['::ffff:128.0.0.0/97'],
    ['::128.0.0.0/97'],
    ['::ffff:0:0:0/96'],
    ['64:ff9b::/96'],
    ['64:ff9b::/32'],
    ['2002::/16'],
    ['2002:8000::/17'],
    ['2002:0:0:5::/64'],
    ['203.0.113.7', '::ffff:0:0/96'],
    ['10.0.0.0/8', '11.0.0.0/8'],
    ['8.0.0.0/8', '::ffff:9.0.0.0/104'],
    ['2400::/16', '2401::/16'],
    Array.from({ length: 255 }, (_, at) => `${at + 1}.0.0.0/8`),
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
    '0.0.0.*',
    '0::*',
    ['203.0.113.7', 7],
    [['203.0.113.7']],
    ['203.0.113.7', 'everywhere'],
  ];
  it.each(garbled.map((told) => [told]))('is not understood when it is %j', (told) => {
    expect(allowedAddressesOf(told)).toBeUndefined();
  });

  it('binds nothing when it holds the unspecified address or a wide range, in whatever way that is written', () => {
    const zeros = fc
      .tuple(
        fc.integer({ min: 0, max: 7 }),
        fc.array(fc.constantFrom('0', '00', '0000'), { minLength: 8, maxLength: 8 }),
      )
      .map(([gap, groups]) => `${groups.slice(0, gap).join(':')}::${groups.slice(gap + 1).join(':')}`);
    const wide = fc
      .tuple(fc.ipV4(), fc.integer({ min: 0, max: 7 }))
      .chain(([address, prefix]) =>
        fc.constantFrom(
          `${address}/${prefix}`,
          `::ffff:${address}/${96 + prefix}`,
          `64:ff9b::${address}/${96 + prefix}`,
        ),
      );
    const first = fc.integer({ min: 0, max: 32 }).map((prefix) => `0.0.0.0/${prefix}`);
    fc.assert(
      fc.property(fc.oneof(zeros, wide, first), fc.array(fc.oneof(fc.ipV4(), fc.ipV6())), (open, others) => {
        expect(allowedAddressesOf([...others, open])).toEqual(anywhere);
      }),
    );
  });

  it('binds when it is one address or a narrow range, in IPv4 and as IPv6 writes it', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const address = fc.tuple(fc.integer({ min: 1, max: 255 }), octet, octet, octet).map((octets) => octets.join('.'));
    fc.assert(
      fc.property(address, fc.integer({ min: 8, max: 32 }), (told, prefix) => {
        for (const entry of [`${told}/${prefix}`, `::ffff:${told}/${96 + prefix}`]) {
          expect(allowedAddressesOf([entry])).toEqual({ ipBinding: true, addresses: [entry] });
        }
      }),
    );
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
