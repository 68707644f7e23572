import { describe, expect, it } from 'vitest';
import { checkAddress } from '../src/address.ts';
import type { Fact, KeyPermissions } from '../src/key-permissions.ts';
import type { AddressObservation } from '../src/observe-address.ts';

const observed = (addresses: readonly string[], disagree = false): AddressObservation => ({
  answers: addresses.map((address, index) => ({ host: `echo-${index}.example`, address })),
  addresses,
  disagree,
  witnesses: addresses.length === 0 ? 0 : 2,
});
const keyed = (ipBinding: Fact, addresses: readonly string[] | 'unknown' = 'unknown') =>
  ({ exchange: 'binance', ipBinding, addresses }) as unknown as KeyPermissions;
const check = (given: Partial<Parameters<typeof checkAddress>[0]>) =>
  checkAddress({
    permissions: keyed(true),
    observation: observed(['203.0.113.7']),
    expectedIps: [],
    signedCallAnswered: true,
    acceptUnknown: {},
    ...given,
  });

describe('where the key may be used from', () => {
  it('passes a bound key whose signed call was answered', () => {
    expect(check({})).toMatchObject({ result: 'pass' });
  });

  it('fails a key that is not bound, whatever is accepted', () => {
    const verdict = check({ permissions: keyed(false), acceptUnknown: { binance: { ipBinding: 'please' } } });
    expect(verdict).toMatchObject({ result: 'fail' });
    expect(verdict.fix).toContain('203.0.113.7');
  });

  it('fails a key whose binding is unknown, unless that was accepted with a reason', () => {
    expect(check({ permissions: keyed('unknown') })).toMatchObject({ result: 'fail' });
    const acceptUnknown = { binance: { ipBinding: 'the venue cannot tell' } };
    expect(check({ permissions: keyed('unknown'), acceptUnknown })).toMatchObject({ result: 'warn' });
  });

  it('fails when no signed call was answered: nothing proves the address then', () => {
    expect(check({ signedCallAnswered: false })).toMatchObject({ result: 'fail' });
  });

  it('asks for no such answer of a key whose missing binding was accepted: it would prove nothing', () => {
    const accepted = { acceptUnknown: { binance: { ipBinding: 'wallet keys cannot be bound' } } };
    const unbound = { permissions: keyed('unknown'), signedCallAnswered: false };
    expect(check({ ...unbound, ...accepted })).toMatchObject({ result: 'warn' });
    expect(check(unbound)).toMatchObject({ result: 'fail' });
  });

  it('warns when the address services are silent or disagree', () => {
    expect(check({ observation: observed([]) })).toMatchObject({ result: 'warn' });
    expect(check({ observation: observed(['203.0.113.7', '203.0.113.8'], true) })).toMatchObject({ result: 'warn' });
  });

  it.each([
    ['the very address', ['203.0.113.7'], 'pass'],
    ['a range around it', ['203.0.113.0/24'], 'pass'],
    ['another address', ['203.0.113.8'], 'fail'],
    ['a range beside it', ['203.0.112.0/24'], 'fail'],
    ['only the other family', ['2001:db8::/32'], 'fail'],
    ['a range of nonsense', ['203.0.113.0/99'], 'fail'],
  ] as const)('with %s expected: %s', (_what, expectedIps, result) => {
    expect(check({ expectedIps })).toMatchObject({ result });
  });

  it('needs an address where one is expected', () => {
    expect(check({ expectedIps: ['203.0.113.7'], observation: observed([]) })).toMatchObject({ result: 'fail' });
  });

  it('compares families with their own', () => {
    const observation = observed(['203.0.113.7', '2001:db8::7']);
    expect(check({ observation, expectedIps: ['203.0.113.7'] })).toMatchObject({ result: 'pass' });
    expect(check({ observation, expectedIps: ['203.0.113.7', '2001:db8::8'] })).toMatchObject({ result: 'fail' });
    expect(check({ observation, expectedIps: ['203.0.113.7', '2001:db8::/64'] })).toMatchObject({ result: 'pass' });
  });

  it('fails when services disagree and one of the addresses is not expected', () => {
    const observation = observed(['203.0.113.7', '198.51.100.1'], true);
    expect(check({ observation, expectedIps: ['203.0.113.7'] })).toMatchObject({ result: 'fail' });
  });

  it("fails when our address is not on the key's own readable list", () => {
    expect(check({ permissions: keyed(true, ['198.51.100.0/24']) })).toMatchObject({ result: 'fail' });
    expect(check({ permissions: keyed(true, ['203.0.113.7']) })).toMatchObject({ result: 'pass' });
  });

  it('warns when one service alone says where we are, and nothing else confirms it', () => {
    const observation = { ...observed(['203.0.113.7']), witnesses: 1 };
    expect(check({ observation })).toMatchObject({ result: 'warn' });
    expect(check({ observation, exchangeSees: '203.0.113.7' })).toMatchObject({ result: 'pass' });
    expect(check({ observation, expectedIps: ['203.0.113.7'] })).toMatchObject({ result: 'pass' });
    expect(check({ observation, permissions: keyed(true, ['203.0.113.7']) })).toMatchObject({ result: 'pass' });
  });
});

describe('what the exchange itself sees', () => {
  it('is an address that was found, also where every service is silent', () => {
    const silent = { observation: observed([]), exchangeSees: '203.0.113.7' };
    expect(check({ ...silent, expectedIps: ['203.0.113.0/24'] })).toMatchObject({ result: 'pass' });
    expect(check({ ...silent, expectedIps: ['198.51.100.0/24'] })).toMatchObject({ result: 'fail' });
  });

  it('is what the list is compared with, and another address than the services say is a warning', () => {
    expect(check({ exchangeSees: '198.51.100.1', permissions: keyed(true, ['203.0.113.7']) })).toMatchObject({
      result: 'fail',
    });
    const verdict = check({ exchangeSees: '198.51.100.1' });
    expect(verdict).toMatchObject({ result: 'warn', evidence: { exchangeSees: '198.51.100.1' } });
    // An address of the other family contradicts nothing.
    expect(check({ exchangeSees: '2001:db8::7' })).toMatchObject({ result: 'pass' });
  });
});

describe('an address that is not what it was', () => {
  it.each([
    ['the same', ['203.0.113.7'], 'pass'],
    ['another', ['198.51.100.1'], 'warn'],
    ['one of the other family', ['2001:db8::7'], 'pass'],
    ['not known', [], 'pass'],
  ] as const)('before: %s', (_, before, result) => {
    const verdict = check({ before });
    expect(verdict).toMatchObject({ result, evidence: { before } });
    if (result === 'warn') expect(verdict.fix).toMatch(/static address or a NAT gateway/);
  });
});
