import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyChanges } from '../src/key-change.ts';
import { type Fact, type KeyPermissions, type Scope, scopes } from '../src/key-permissions.ts';

const born = new Date('2026-11-01T00:00:00.000Z');
const names = Object.keys(scopes) as Scope[];

type Changes = Partial<Omit<KeyPermissions, 'scopes'>> & { readonly scopes?: Partial<Record<Scope, Fact>> };

function keyWith({ scopes: granted, ...rest }: Changes = {}): KeyPermissions {
  const none = Object.fromEntries(names.map((name) => [name, false])) as Record<Scope, Fact>;
  return {
    exchange: 'bybit',
    scopes: { ...none, read: true, spotTrading: true, ...granted },
    unrecognised: [],
    ipBinding: true,
    addresses: ['203.0.113.7'],
    createdAt: born,
    expiresAt: 'never',
    ...rest,
  } as KeyPermissions;
}

/** As the journal keeps it. */
const kept = (key: KeyPermissions): unknown => JSON.parse(JSON.stringify(key));
const changesFrom = (before: Changes, now: Changes) =>
  keyChanges(kept(keyWith(before)), keyWith(now)).map(({ what, against }) => `${what}${against ? '!' : ''}`);

describe('a key compared with an earlier look', () => {
  it.each<[string, Changes, Changes, readonly string[]]>([
    ['nothing changed', {}, {}, []],
    ['a permission was gained', {}, { scopes: { withdraw: true } }, ['gained!']],
    ['a closed permission is not shown any more', {}, { scopes: { withdraw: 'unknown' } }, ['gained!']],
    ['a permission was never known', { scopes: { withdraw: 'unknown' } }, { scopes: { withdraw: 'unknown' } }, []],
    ['a permission was lost', { scopes: { futures: true } }, {}, ['lost']],
    ['an unknown name was gained', {}, { unrecognised: ['Rockets'] }, ['gained!']],
    ['an unknown name stayed', { unrecognised: ['Rockets'] }, { unrecognised: ['Rockets'] }, []],
    ['the binding was lost', {}, { ipBinding: false }, ['unbound!']],
    ['the binding is not shown any more', {}, { ipBinding: 'unknown' }, ['unbound!']],
    ['the key was bound', { ipBinding: false }, {}, ['bound']],
    ['no binding was there before or after', { ipBinding: false }, { ipBinding: false }, []],
    ['a missing binding is not shown any more', { ipBinding: false }, { ipBinding: 'unknown' }, []],
    ['the binding was never shown', { ipBinding: 'unknown' }, { ipBinding: 'unknown' }, []],
    ['the binding was not shown before', { ipBinding: 'unknown' }, {}, []],
    ['an address was added', {}, { addresses: ['203.0.113.7', '198.51.100.9'] }, ['address-added!']],
    ['an address was exchanged', {}, { addresses: ['198.51.100.9'] }, ['address-added!', 'address-removed']],
    ['an address was taken off', { addresses: ['203.0.113.7', '198.51.100.9'] }, {}, ['address-removed']],
    [
      'the addresses came in another order and spelling',
      { addresses: ['2001:DB8::1', ' 203.0.113.7'] },
      { addresses: ['203.0.113.7', '2001:db8::1'] },
      [],
    ],
    ['the addresses are not shown any more', {}, { addresses: 'unknown' }, ['address-added!']],
    ['the addresses were never shown', { addresses: 'unknown' }, { addresses: 'unknown' }, []],
    [
      'the key was made again under the same id',
      {},
      { createdAt: new Date('2026-11-02T00:00:00.000Z') },
      ['replaced!'],
    ],
    ['the exchange began to tell its birth', { createdAt: 'unknown' }, {}, []],
    ['its end was moved', {}, { expiresAt: new Date('2027-01-01T00:00:00.000Z') }, ['expiry-moved']],
    ['its end was taken away', { expiresAt: new Date('2027-01-01T00:00:00.000Z') }, {}, ['expiry-moved']],
    [
      'its end is made of the days that are left, and the clock went on',
      { expiresAt: new Date('2027-01-01T00:00:00.000Z') },
      { expiresAt: new Date('2027-01-01T23:59:59.999Z') },
      [],
    ],
    [
      'it is told an earlier one in the same way',
      { expiresAt: new Date('2027-01-01T23:59:59.999Z') },
      { expiresAt: new Date('2027-01-01T00:00:00.000Z') },
      [],
    ],
    [
      'its end was moved by a whole day',
      { expiresAt: new Date('2027-01-01T00:00:00.000Z') },
      { expiresAt: new Date('2027-01-02T00:00:00.000Z') },
      ['expiry-moved'],
    ],
  ])('when %s', (_, before, now, expected) => {
    expect(changesFrom(before, now)).toEqual(expected);
  });

  it('is not moved by an exchange that counts the days that are left, whenever it is looked at', () => {
    const end = new Date('2027-03-01T15:30:00.000Z').getTime();
    const dayMs = 24 * 60 * 60 * 1000;
    // As HTX tells it: whole days from the moment of the look, rounded down or up.
    const toldAt = (round: (days: number) => number) => (at: number) => ({
      expiresAt: new Date(at + round((end - at) / dayMs) * dayMs),
    });
    const look = fc.integer({ min: end - 90 * dayMs, max: end - dayMs });
    fc.assert(
      fc.property(look, look, fc.constantFrom(Math.floor, Math.ceil), (first, second, round) => {
        const told = toldAt(round);
        expect(changesFrom(told(first), told(second))).toEqual([]);
      }),
    );
  });

  it('names what was gained in words, and no more of an address than an address has', () => {
    const [change] = keyChanges(kept(keyWith()), keyWith({ scopes: { withdraw: true } }));
    expect(change?.says).toBe(`can ${scopes.withdraw} by now`);
    const [added] = keyChanges(kept(keyWith()), keyWith({ addresses: ['203.0.113.7', '<script>\u001b[2J'] }));
    expect(added?.says).toBe('answers to ??c???????2? by now');
  });

  it.each<readonly [Changes, Changes, string]>([
    [{}, { scopes: { withdraw: true } }, `can ${scopes.withdraw} by now`],
    [{}, { scopes: { withdraw: 'unknown' } }, `is not shown any more to be unable to ${scopes.withdraw}`],
    [{ scopes: { futures: true } }, {}, `cannot ${scopes.futures} any more`],
    [{ unrecognised: ['a'] }, { unrecognised: ['a', 'b', 'c'] }, 'has 2 more permissions of unknown names'],
    [{}, { ipBinding: false }, 'is not known to be bound to addresses any more'],
    [{ ipBinding: false }, {}, 'is bound to addresses by now'],
    [{}, { addresses: 'unknown' }, 'does not show its addresses any more'],
    [
      {},
      { addresses: ['203.0.113.7', '198.51.100.0/24', '2001:DB8::1'] },
      'answers to 198.51.100.0/24, 2001:db8::1 by now',
    ],
    [{ addresses: ['203.0.113.7', '1.1.1.1', '*'] }, {}, 'does not answer to 1.1.1.1, * any more'],
    [{}, { addresses: ['203.0.113.7', '1'.repeat(80)] }, `answers to ${'1'.repeat(50)} by now`],
    [{}, { createdAt: new Date(0) }, 'was made at another time than the key of this id that was here before'],
    [{}, { expiresAt: new Date('2027-01-01T00:00:00Z') }, 'ends at 2027-01-01T00:00:00.000Z, and not never'],
    [{ expiresAt: new Date('2027-01-01T00:00:00Z') }, {}, 'ends never, and not 2027-01-01T00:00:00.000Z'],
  ])('is told in words: %j, then %j', (before, now, says) => {
    expect(keyChanges(kept(keyWith(before)), keyWith(now)).map((change) => change.says)).toEqual([says]);
  });

  it('is compared by what can be compared, and nothing else', () => {
    const earlier = kept(keyWith()) as Record<string, unknown>;
    const changes = (over: object) => keyChanges({ ...earlier, ...over }, keyWith()).map(({ what }) => what);
    for (const time of [undefined, null, 7, 'unknown', 'no time', {}]) {
      expect(changes({ createdAt: time, expiresAt: time })).toEqual([]);
    }
    expect(changes({ createdAt: born.getTime() })).toEqual([]);
    expect(changes({ createdAt: born, expiresAt: 'never' })).toEqual([]);
    for (const list of [undefined, null, 'all', [7], ['203.0.113.7', null]]) {
      expect(changes({ addresses: list })).toEqual([]);
      expect(changes({ unrecognised: list })).toEqual([]);
    }
    // A list of names that cannot be read counts for nothing, so that a name is gained rather than overlooked.
    const strange = keyWith({ unrecognised: ['Rockets'] });
    for (const list of [undefined, 'Rockets', [7, 'Rockets']]) {
      expect(keyChanges({ ...earlier, unrecognised: list }, strange)).toMatchObject([
        { what: 'gained', against: true },
      ]);
    }
    expect(keyChanges([earlier], strange)).toEqual([]);
    expect(keyChanges(Object.assign([], earlier), strange)).toEqual([]);
    // What is not known now is no change.
    expect(keyChanges(earlier, keyWith({ createdAt: 'unknown', expiresAt: 'unknown' }))).toEqual([]);
  });

  it.each([undefined, null, 'text', 7, [], {}, { scopes: null }, { scopes: 'all' }])(
    'has nothing to compare with what is no snapshot: %j',
    (earlier) => {
      expect(keyChanges(earlier, keyWith())).toEqual([]);
    },
  );

  it('never overlooks an opened permission, whatever else changed', () => {
    const fact = fc.constantFrom<Fact>(true, false, 'unknown');
    const anyScopes = fc.record(Object.fromEntries(names.map((name) => [name, fact]))) as fc.Arbitrary<
      Record<Scope, Fact>
    >;
    fc.assert(
      fc.property(anyScopes, anyScopes, (before, now) => {
        const opened = names.filter((name) => before[name] === false && now[name] !== false);
        const gained = keyChanges(kept(keyWith({ scopes: before })), keyWith({ scopes: now })).filter(
          ({ what, against }) => what === 'gained' && against,
        );
        expect(gained).toHaveLength(opened.length);
      }),
    );
  });
});
