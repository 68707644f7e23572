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

  it('holds nothing against a key with a list where nobody can say where we are', () => {
    const unseen = { permissions: keyed(true, ['198.51.100.1']), observation: observed([]) };
    expect(check(unseen)).toMatchObject({ result: 'warn', evidence: { seen: [] } });
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

describe('every verdict about the address', () => {
  const accepted = { binance: { ipBinding: 'seen on its page' } };
  const proof = 'The key is bound to addresses and answered a signed call from here';
  const services = 'Set BOT_PUBLIC_IP_URLS to address services that answer here, on different hosts.';
  const two = observed(['203.0.113.7', '198.51.100.1'], true);

  it.each<readonly [string, Parameters<typeof check>[0], string, string | undefined]>([
    ['bound', {}, `${proof} (203.0.113.7).`, undefined],
    [
      'not bound',
      { permissions: keyed(false) },
      'The key answers to any address in the world.',
      "On the exchange's API page bind the key to this machine's address (203.0.113.7).",
    ],
    [
      'not bound, from nobody knows where',
      { permissions: keyed(false), observation: observed([]) },
      'The key answers to any address in the world.',
      "On the exchange's API page bind the key to this machine's address (`pnpm bot ip` prints it).",
    ],
    [
      'not told',
      { permissions: keyed('unknown') },
      'The exchange does not say whether the key is bound to addresses.',
      "Bind it on the exchange's API page, then write acceptUnknown.binance.ipBinding with the reason in bot.config.ts.",
    ],
    [
      'not told, and accepted',
      { permissions: keyed('unknown'), acceptUnknown: accepted },
      'Whether the key is bound to addresses is not known, and accepted in the configuration.',
      "Look at the binding on the exchange's API page yourself; nothing here can.",
    ],
    [
      'not answered',
      { signedCallAnswered: false },
      'No signed call of this key was answered from here, so nothing proves that it works from this address.',
      'Look at what the permissions check says.',
    ],
    [
      'not on the list',
      { permissions: keyed(true, ['198.51.100.1']) },
      "This machine is seen at 203.0.113.7, which is not on the key's own list.",
      "Put the address on the key's list at the exchange, or run the bot where the list says.",
    ],
    [
      'not expected',
      { expectedIps: ['198.51.100.2'], observation: two },
      'This machine is seen at 203.0.113.7 and 198.51.100.1, which BOT_EXPECTED_IPS does not hold.',
      'Run the bot where it is expected, or correct BOT_EXPECTED_IPS and the list at the exchange.',
    ],
    [
      'expected, from nobody knows where',
      { expectedIps: ['198.51.100.2'], observation: observed([]) },
      'This machine is seen at an address that no service could tell, which BOT_EXPECTED_IPS does not hold.',
      'Run the bot where it is expected, or correct BOT_EXPECTED_IPS and the list at the exchange.',
    ],
    [
      'silent services',
      { observation: observed([]) },
      `${proof}; no address service answered, so the address itself is not known.`,
      services,
    ],
    [
      'services that disagree',
      { observation: two },
      `${proof}; the address services disagree, so the address itself is not known.`,
      services,
    ],
    [
      'an exchange that disagrees',
      { exchangeSees: '198.51.100.1', observation: observed(['203.0.113.7', '203.0.113.8']) },
      `${proof}; the exchange sees it at 198.51.100.1, the address services at 203.0.113.7 and 203.0.113.8.`,
      'Send the bot’s requests and everything else the same way out: one static address, or one NAT gateway.',
    ],
    [
      'a move',
      { before: ['198.51.100.1', '198.51.100.2'] },
      `${proof}; this machine was at 198.51.100.1 and 198.51.100.2 before and is at 203.0.113.7 now, so the address looks dynamic.`,
      'Give this machine a static address or a NAT gateway, and put that address alone on the key’s list.',
    ],
    [
      'one witness',
      { observation: { ...observed(['203.0.113.7']), witnesses: 1 } },
      `${proof}; one address service alone says where this is (203.0.113.7).`,
      services,
    ],
  ])('is one whole sentence, and one thing to do: %s', (_what, given, says, fix) => {
    const verdict = check(given);
    expect(verdict.says).toBe(says);
    expect(verdict.fix).toBe(fix);
  });

  it('holds what it rests on', () => {
    const evidence = {
      ipBinding: true,
      listed: ['203.0.113.0/24'],
      expected: ['203.0.113.7'],
      seen: ['203.0.113.7', '203.0.113.8'],
      services: [
        { host: 'one.example', says: '203.0.113.8' },
        { host: 'two.example', says: 'it did not answer' },
        { host: 'three.example', says: '' },
      ],
      exchangeSees: '203.0.113.7',
      before: [],
      signedCallAnswered: true,
    };
    const answers = [
      { host: 'one.example', address: '203.0.113.8' },
      { host: 'two.example', problem: 'it did not answer' },
      { host: 'three.example' },
    ];
    const given = {
      permissions: keyed(true, ['203.0.113.0/24']),
      observation: { answers, addresses: ['203.0.113.8', '203.0.113.7'], disagree: false, witnesses: 2 },
      expectedIps: ['203.0.113.7'],
      exchangeSees: '203.0.113.7',
    };
    expect(check({ ...given, expectedIps: ['203.0.113.7', '203.0.113.8'] }).evidence).toEqual({
      ...evidence,
      expected: ['203.0.113.7', '203.0.113.8'],
    });
    expect(check({}).evidence).toMatchObject({ exchangeSees: null, before: [] });
    const accepted = { permissions: keyed('unknown'), acceptUnknown: { binance: { ipBinding: 'seen on its page' } } };
    expect(check(accepted).evidence).toMatchObject({ accepted: 'seen on its page', ipBinding: 'unknown' });
  });

  it('accepts for the exchange that is named, and for no other', () => {
    const permissions = keyed('unknown');
    expect(check({ permissions, acceptUnknown: { kraken: { ipBinding: 'another' } } }).result).toBe('fail');
    expect(check({ permissions, acceptUnknown: { binance: { withdraw: 'another fact' } } }).result).toBe('fail');
  });
});
