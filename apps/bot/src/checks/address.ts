import type { Config } from '@gatehouse/config';
import {
  type AddressObservation,
  checkAddress,
  type KeyPermissions,
  observeAddress,
  type Venue,
} from '@gatehouse/exchange-guard';
import type { Verdict } from '../checklist.ts';
import type { World } from '../world.ts';
import { echoesOf } from './venue.ts';

const timeoutMs = 3_000;

/** Asks the address services while the exchange is being asked: both are needed before check 8 can say anything. */
export async function observe(
  world: World,
  config: Config | undefined,
  venue: Venue | undefined,
): Promise<AddressObservation | undefined> {
  if (config === undefined || venue === undefined) return undefined;
  const url = config.mode === 'simulated' ? await world.simulator(config).url() : undefined;
  return observeAddress(echoesOf(config, url), { timeoutMs });
}

/** Check 8. A signed call that the audit had answered from here is the proof of a bound key. */
export function checkAddressOf(
  config: Config,
  permissions: KeyPermissions,
  observation: AddressObservation,
): Verdict<true> {
  const verdict = checkAddress({
    permissions,
    observation,
    expectedIps: config.expectedIps,
    signedCallAnswered: permissions.signedCallAnswered,
    acceptUnknown: config.acceptUnknown,
  });
  return { ...verdict, proof: true };
}
