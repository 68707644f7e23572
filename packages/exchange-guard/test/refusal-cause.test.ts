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
});
