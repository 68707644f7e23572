import { differs, within } from './address-list.ts';

/** What is known besides a refusal that stands for three causes alike. */
export interface RefusalEvidence {
  /** Where this machine is seen, by the exchange or by address services; empty when nobody could tell. */
  readonly seen: readonly string[];
  /** BOT_EXPECTED_IPS. */
  readonly expectedIps: readonly string[];
  /** Whether this installation has seen the key work. */
  readonly hasWorked: boolean;
  /** Where this machine was seen when it did. */
  readonly before: readonly string[];
}

export interface RefusalCause {
  /** address: where we are. key: the key, or what it may do. open: the evidence fits both. */
  readonly cause: 'address' | 'key' | 'open';
  readonly says: string;
  readonly fix: string;
}

/**
 * Tells apart what an exchange does not: some answer one and the same to a wrong key, a wrong address and a missing
 * permission (Binance's -2015). What we know of our address and of the key's past says which it can be.
 */
export function causeOfRefusal({ seen, expectedIps, hasWorked, before }: RefusalEvidence): RefusalCause {
  const here = seen.join(' and ');
  if (seen.length > 0 && expectedIps.length > 0 && !within(seen, expectedIps)) {
    return {
      cause: 'address',
      says: `This machine is at ${here}, which BOT_EXPECTED_IPS does not hold: the address is why.`,
      fix: 'Run the bot where it is expected, or correct BOT_EXPECTED_IPS and the list at the exchange.',
    };
  }
  if (hasWorked && differs(before, seen)) {
    return {
      cause: 'address',
      says: `The key worked from ${before.join(' and ')}, and this machine is at ${here} now: the address is why.`,
      fix: `Put ${here} on the key's list at the exchange; a static address or a NAT gateway keeps it from moving again.`,
    };
  }
  if (hasWorked && before.length > 0 && seen.length > 0) {
    return {
      cause: 'key',
      says: `The key worked from ${here} before: it was deleted, has ended, or somebody changed its rights or its list.`,
      fix: "Look at the key's page at the exchange: that it is there, may read, and still lists this address.",
    };
  }
  return {
    cause: 'open',
    says: `${hasWorked ? 'Where it worked before is not known' : 'The key has never worked here'}, and this machine is at ${here || 'an address nobody could tell'}: it can be the key, its list of addresses, or its rights.`,
    fix: `On the key's page at the exchange check, in this order: that the key is there and copied whole, that ${here || 'this machine (`pnpm bot ip`)'} is on its list, and that it may read.`,
  };
}
