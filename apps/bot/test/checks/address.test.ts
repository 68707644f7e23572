import type { AddressObservation, KeyPermissions, Venue } from '@gatehouse/exchange-guard';
import { describe, expect, it } from 'vitest';
import { checkAddressOf, observe } from '../../src/checks/address.ts';
import { checkVenue } from '../../src/checks/venue.ts';
import { type Inside, inside, proofs } from '../support/inside.ts';

/** Asks for our own address with a venue that was really opened, as the checklist does. */
async function observed(house: Inside) {
  const { config, key } = await proofs(house);
  const { proof: venue } = await checkVenue(house.desk, config, key);
  try {
    return await observe(house.desk, config, venue);
  } finally {
    venue?.close();
  }
}

function bound(changes: Partial<KeyPermissions> = {}): KeyPermissions {
  const scopes = { read: true } as KeyPermissions['scopes'];
  const facts = {
    kind: 'unknown',
    grants: [],
    unrecognised: [],
    loosens: false,
    createdAt: new Date(),
    expiresAt: 'never',
    lastUsedAt: 'unknown',
    label: 'unknown',
    signedCallAnswered: true,
  } as const;
  return { exchange: 'binance', scopes, ipBinding: true, addresses: ['198.51.100.7'], ...facts, ...changes };
}

function seen(...addresses: string[]): AddressObservation {
  return {
    answers: addresses.map((address, index) => ({ host: `echo${index}`, address })),
    addresses,
    disagree: addresses.length > 1,
    witnesses: addresses.length === 0 ? 0 : 2,
  };
}

async function judged(permissions: KeyPermissions, observation: AddressObservation, settings = {}) {
  await using house = await inside({ settings });
  const { config, stand, key } = await proofs(house);
  return await checkAddressOf(config, stand, key, permissions, { observation, exchangeSees: undefined });
}

describe('our own address', () => {
  it('is not asked for while nothing is known about where to ask', async () => {
    await using house = await inside();
    expect(await observe(house.desk, undefined, {} as Venue)).toBeUndefined();
    expect(await observe(house.desk, await house.config(), undefined)).toBeUndefined();
    expect(house.exchange.counts().requests).toEqual({});
  });

  it('is asked of the simulated exchange’s two echoes in a simulated run', async () => {
    await using house = await inside();
    const observation = await observed(house);
    expect(observation).toMatchObject({
      observation: { addresses: ['127.0.0.1'], disagree: false, witnesses: 2 },
      exchangeSees: undefined,
    });
  });

  it('is asked of the configured services in a live one, and the simulator is left alone', async () => {
    await using house = await inside({ mode: 'live' });
    const observation = await observed(house);
    expect(observation).toMatchObject({ observation: { addresses: ['127.0.0.1'], witnesses: 2 } });
    expect(house.simulator.url).not.toHaveBeenCalled();
  });
});

describe('the judgement', () => {
  it.each([
    ['bound, and seen on its list', bound(), seen('198.51.100.7'), {}, 'pass'],
    ['bound to nothing', bound({ ipBinding: false }), seen('198.51.100.7'), {}, 'fail'],
    ['not known to be bound', bound({ ipBinding: 'unknown' }), seen('198.51.100.7'), {}, 'fail'],
    ['seen somewhere else', bound(), seen('203.0.113.9'), {}, 'fail'],
    ['seen nowhere', bound({ addresses: 'unknown' }), seen(), {}, 'warn'],
    ['seen at two places', bound({ addresses: 'unknown' }), seen('198.51.100.7', '203.0.113.9'), {}, 'warn'],
    ['not where it is expected', bound(), seen('198.51.100.7'), { BOT_EXPECTED_IPS: '203.0.113.0/24' }, 'fail'],
    ['where it is expected', bound(), seen('198.51.100.7'), { BOT_EXPECTED_IPS: '198.51.100.0/24' }, 'pass'],
  ] as const)('of a key %s', async (_, permissions, observation, settings, result) => {
    expect(await judged(permissions, observation, settings)).toMatchObject({ result, proof: true });
  });
});

describe('an address that moved', () => {
  it('is a warning once: it is remembered with the key, and only where the key worked', async () => {
    await using house = await inside();
    const { config, stand, key } = await proofs(house);
    await stand.journal.recordKeySnapshot(key.fingerprint, { scopes: {} });
    const from = async (address: string, permissions = bound({ addresses: 'unknown' })) =>
      (await checkAddressOf(config, stand, key, permissions, { observation: seen(address), exchangeSees: undefined }))
        .result;
    expect(await from('198.51.100.7')).toBe('pass');
    expect(await from('198.51.100.7')).toBe('pass');
    expect(await from('203.0.113.9', bound({ ipBinding: false }))).toBe('fail');
    expect(await from('198.51.100.7')).toBe('pass');
    expect(await from('203.0.113.9')).toBe('warn');
    expect(await from('203.0.113.9')).toBe('pass');
  });
});
