import { differs, within } from './address-list.ts';
import type { KeyPermissions } from './key-permissions.ts';
import type { AddressObservation } from './observe-address.ts';
import type { AcceptUnknown, JsonValue, Verdict } from './verdict.ts';

interface Evidence {
  readonly permissions: KeyPermissions;
  readonly observation: AddressObservation;
  /** BOT_EXPECTED_IPS: addresses or CIDR ranges. */
  readonly expectedIps: readonly string[];
  /** Whether the exchange answered a signed call of this key from here. */
  readonly signedCallAnswered: boolean;
  readonly acceptUnknown: AcceptUnknown;
  /** The address the exchange itself sees our requests come from, where it tells. */
  readonly exchangeSees?: string | undefined;
  /** Where this machine was seen when the key was last used from it; empty when that is not known. */
  readonly before?: readonly string[];
}

/**
 * Checks that the key answers to listed addresses only, and that we are at one. A bound key whose signed call was
 * answered is the proof; the address-echo services only add to it, except where somebody wrote down which addresses
 * must be seen: then one must be found, and every one found must be among them.
 */
export function checkAddress(given: Evidence): Verdict {
  const { permissions, observation, expectedIps, signedCallAnswered, acceptUnknown, exchangeSees, before = [] } = given;
  // What the exchange sees is what its list is compared with; a service can only be asked for the same.
  const seen = [...new Set([...(exchangeSees === undefined ? [] : [exchangeSees]), ...observation.addresses])];
  const evidence: { readonly [key: string]: JsonValue } = {
    ipBinding: permissions.ipBinding,
    listed: permissions.addresses,
    expected: expectedIps,
    seen,
    services: observation.answers.map(({ host, address, problem }) => ({ host, says: address ?? problem ?? '' })),
    exchangeSees: exchangeSees ?? null,
    before,
    signedCallAnswered,
  };
  const fail = (says: string, fix: string): Verdict => ({ result: 'fail', says, evidence, fix });
  const where = seen.length === 0 ? 'an address that no service could tell' : seen.join(' and ');

  const reason = acceptUnknown[permissions.exchange]?.ipBinding;
  if (permissions.ipBinding === false) {
    return fail(
      'The key answers to any address in the world.',
      `On the exchange's API page bind the key to this machine's address (${seen[0] ?? '`pnpm bot ip` prints it'}).`,
    );
  }
  if (permissions.ipBinding !== true && reason === undefined) {
    return fail(
      'The exchange does not say whether the key is bound to addresses.',
      `Bind it on the exchange's API page, then write acceptUnknown.${permissions.exchange}.ipBinding with the reason in bot.config.ts.`,
    );
  }
  // Where no key can be bound, and that was accepted, there is no list for an answer to prove us on.
  if (permissions.ipBinding === true && !signedCallAnswered) {
    return fail(
      'No signed call of this key was answered from here, so nothing proves that it works from this address.',
      'Look at what the permissions check says.',
    );
  }
  if (permissions.addresses !== 'unknown' && seen.length > 0 && !within(seen, permissions.addresses)) {
    return fail(
      `This machine is seen at ${where}, which is not on the key's own list.`,
      "Put the address on the key's list at the exchange, or run the bot where the list says.",
    );
  }
  if (expectedIps.length > 0 && !within(seen, expectedIps)) {
    return fail(
      `This machine is seen at ${where}, which BOT_EXPECTED_IPS does not hold.`,
      'Run the bot where it is expected, or correct BOT_EXPECTED_IPS and the list at the exchange.',
    );
  }
  if (permissions.ipBinding !== true) {
    return {
      result: 'warn',
      says: 'Whether the key is bound to addresses is not known, and accepted in the configuration.',
      evidence: { ...evidence, accepted: reason ?? '' },
      fix: "Look at the binding on the exchange's API page yourself; nothing here can.",
    };
  }
  const proof = 'The key is bound to addresses and answered a signed call from here';
  const warn = (doubt: string, fix: string): Verdict => ({
    result: 'warn',
    says: `${proof}; ${doubt}.`,
    evidence,
    fix,
  });
  const services = 'Set BOT_PUBLIC_IP_URLS to address services that answer here, on different hosts.';
  if (seen.length === 0) return warn('no address service answered, so the address itself is not known', services);
  if (observation.disagree) {
    return warn('the address services disagree, so the address itself is not known', services);
  }
  if (exchangeSees !== undefined && differs(observation.addresses, [exchangeSees])) {
    return warn(
      `the exchange sees it at ${exchangeSees}, the address services at ${observation.addresses.join(' and ')}`,
      'Send the bot’s requests and everything else the same way out: one static address, or one NAT gateway.',
    );
  }
  if (differs(before, seen)) {
    return warn(
      `this machine was at ${before.join(' and ')} before and is at ${where} now, so the address looks dynamic`,
      'Give this machine a static address or a NAT gateway, and put that address alone on the key’s list.',
    );
  }
  const confirmed = exchangeSees !== undefined || permissions.addresses !== 'unknown' || expectedIps.length > 0;
  if (observation.witnesses < 2 && !confirmed) {
    return warn(`one address service alone says where this is (${where})`, services);
  }
  return { result: 'pass', says: `${proof} (${where}).`, evidence };
}
