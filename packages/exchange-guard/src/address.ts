import { BlockList, isIP, isIPv4 } from 'node:net';
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
}

/**
 * Checks that the key answers to listed addresses only, and that we are at one. A bound key whose signed call was
 * answered is the proof; the address-echo services only add to it, except where somebody wrote down which addresses
 * must be seen: then one must be found, and every one found must be among them.
 */
export function checkAddress(given: Evidence): Verdict {
  const { permissions, observation, expectedIps, signedCallAnswered, acceptUnknown } = given;
  const seen = observation.addresses;
  const evidence: { readonly [key: string]: JsonValue } = {
    ipBinding: permissions.ipBinding,
    listed: permissions.addresses,
    expected: expectedIps,
    seen,
    services: observation.answers.map(({ host, address, problem }) => ({ host, says: address ?? problem ?? '' })),
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
  if (!signedCallAnswered) {
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
  if (seen.length === 0 || observation.disagree) {
    const doubt = observation.disagree ? 'the address services disagree' : 'no address service answered';
    return {
      result: 'warn',
      says: `${proof}; ${doubt}, so the address itself is not known.`,
      evidence,
      fix: 'Set BOT_PUBLIC_IP_URLS to address services that answer here, on different hosts.',
    };
  }
  return { result: 'pass', says: `${proof} (${where}).`, evidence };
}

/** Whether every seen address of a listed family is listed, and at least one is. A family without a list proves nothing. */
function within(seen: readonly string[], listed: readonly string[]): boolean {
  const list = new BlockList();
  const families = new Set<string>();
  for (const entry of listed) {
    const [address = '', prefix] = entry.trim().split('/');
    const family = familyOf(address);
    if (family === undefined) continue;
    if (prefix === undefined) list.addAddress(address, family);
    else if (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 'ipv4' ? 32 : 128)) {
      list.addSubnet(address, Number(prefix), family);
    } else continue;
    families.add(family);
  }
  const comparable = seen.filter((address) => families.has(familyOf(address) ?? ''));
  return comparable.length > 0 && comparable.every((address) => list.check(address, familyOf(address)));
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  if (isIP(address) === 0) return undefined;
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
