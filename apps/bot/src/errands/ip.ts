import { addressServices } from '@gatehouse/config';
import { allowEgress, observeAddress } from '@gatehouse/exchange-guard';
import { checkConfig } from '../checks/config.ts';
import { hostAndPort } from '../checks/venue.ts';
import type { Ending } from '../launcher.ts';
import type { Desk } from '../world.ts';

/** Prints the address that an exchange will see, for its allow-list page. Needs no key. */
export async function observeOwnAddress(desk: Desk): Promise<Ending> {
  const { proof: config, says, fix } = await checkConfig(desk);
  if (config === undefined) return { code: 2, says, ...(fix === undefined ? {} : { fix }) };
  const services = config.publicIpUrls.length > 0 ? config.publicIpUrls : addressServices;
  allowEgress(services.map(hostAndPort));
  const observation = await observeAddress(services, { timeoutMs: 5_000 });
  for (const address of observation.addresses) desk.write(`${address}\n`);
  if (observation.addresses.length === 0) {
    return {
      code: 1,
      says: `None of ${services.length} address services answered.`,
      fix: 'Look at the network, or name others in BOT_PUBLIC_IP_URLS.',
    };
  }
  // One address of each family is what a machine with both is seen at.
  if (!observation.disagree) return { code: 0 };
  return {
    code: 1,
    says: `The address services do not agree: ${observation.addresses.length} addresses were seen.`,
    fix: 'Give this machine one fixed address (a static one, or a NAT gateway) before binding a key to it.',
  };
}
