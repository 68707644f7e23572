import { describe, expect, it } from 'vitest';
import { causeOfRefusal, type RefusalEvidence } from '../src/refusal-cause.ts';

const nothing: RefusalEvidence = { seen: [], expectedIps: [], hasWorked: false, before: [] };
const here = ['203.0.113.7'];

describe('a refusal that stands for three causes', () => {
  it.each<[string, Partial<RefusalEvidence>, string]>([
    ['from an address that is not expected', { seen: here, expectedIps: ['198.51.100.0/24'] }, 'address'],
    ['of a key that worked from another address', { seen: here, hasWorked: true, before: ['198.51.100.1'] }, 'address'],
    ['of a key that worked from this very address', { seen: here, hasWorked: true, before: here }, 'key'],
    [
      'of a key that worked, from an address of the other family',
      { seen: here, hasWorked: true, before: ['2001:db8::7'] },
      'key',
    ],
    ['of a key that worked nobody knows where', { seen: here, hasWorked: true }, 'open'],
    ['of a key that never worked', { seen: here }, 'open'],
    ['of a key that never worked where it is expected', { seen: here, expectedIps: here }, 'open'],
    ['from nobody knows where', { expectedIps: here }, 'open'],
    ['of a key that worked, from nobody knows where', { hasWorked: true, before: here }, 'open'],
  ])('%s', (_, given, cause) => {
    const told = causeOfRefusal({ ...nothing, ...given });
    expect(told.cause).toBe(cause);
    for (const address of given.seen ?? []) expect(told.says).toContain(address);
    expect(told.fix).not.toBe('');
  });

  it.each<readonly [string, Partial<RefusalEvidence>, string, string]>([
    [
      'an address that is not expected',
      { seen: ['203.0.113.7', '2001:db8::7'], expectedIps: ['198.51.100.0/24'] },
      'This machine is at 203.0.113.7 and 2001:db8::7, which BOT_EXPECTED_IPS does not hold: the address is why.',
      'Run the bot where it is expected, or correct BOT_EXPECTED_IPS and the list at the exchange.',
    ],
    [
      'a move',
      { seen: here, hasWorked: true, before: ['198.51.100.1', '198.51.100.2'] },
      'The key worked from 198.51.100.1 and 198.51.100.2, and this machine is at 203.0.113.7 now: the address is why.',
      "Put 203.0.113.7 on the key's list at the exchange; a static address or a NAT gateway keeps it from moving again.",
    ],
    [
      'a key that worked here',
      { seen: here, hasWorked: true, before: here },
      'The key worked from 203.0.113.7 before: it was deleted, has ended, or somebody changed its rights or its list.',
      "Look at the key's page at the exchange: that it is there, may read, and still lists this address.",
    ],
    [
      'a key that never worked here',
      { seen: here },
      'The key has never worked here, and this machine is at 203.0.113.7: it can be the key, its list of addresses, or its rights.',
      "On the key's page at the exchange check, in this order: that the key is there and copied whole, that 203.0.113.7 is on its list, and that it may read.",
    ],
    [
      'a key that worked, nobody knows where, from nobody knows where',
      { hasWorked: true },
      'Where it worked before is not known, and this machine is at an address nobody could tell: it can be the key, its list of addresses, or its rights.',
      "On the key's page at the exchange check, in this order: that the key is there and copied whole, that this machine (`pnpm bot ip`) is on its list, and that it may read.",
    ],
  ])('is told in a whole sentence, with one thing to do: %s', (_what, given, says, fix) => {
    expect(causeOfRefusal({ ...nothing, ...given })).toMatchObject({ says, fix });
  });

  it('blames no move on a key that has not been seen to work', () => {
    expect(causeOfRefusal({ ...nothing, seen: here, before: ['198.51.100.1'] }).cause).toBe('open');
  });
});
