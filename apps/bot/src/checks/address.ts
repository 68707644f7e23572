import type { Config } from '@gatehouse/config';
import {
  type AddressObservation,
  checkAddress,
  exchangeView,
  type KeyPermissions,
  observeAddress,
  type Venue,
} from '@gatehouse/exchange-guard';
import type { Verdict } from '../checklist.ts';
import { keepSeenFrom, lastSeenFrom } from '../key-watch.ts';
import type { KeyInHand, Stand, World } from '../world.ts';
import { echoesOf } from './venue.ts';

const timeoutMs = 3_000;

/** Where we are seen: by the address services, and by the exchange itself where it tells. */
export interface Seen {
  readonly observation: AddressObservation;
  readonly exchangeSees: string | undefined;
}

/** Asks the address services while the exchange is being asked: both are needed before check 8 can say anything. */
export async function observe(
  world: World,
  config: Config | undefined,
  venue: Venue | undefined,
): Promise<Seen | undefined> {
  if (config === undefined || venue === undefined) return undefined;
  const url = config.mode === 'simulated' ? await world.simulator(config).url() : undefined;
  const [observation, exchangeSees] = await Promise.all([
    observeAddress(echoesOf(config, url), { timeoutMs }),
    exchangeView(venue),
  ]);
  return { observation, exchangeSees };
}

/**
 * Check 8. That the permissions were read at all is a signed call answered from here: the proof of a bound key. Where we
 * were seen is kept with the key: an address that moves is what a list at the exchange does not forgive.
 */
export async function checkAddressOf(
  config: Config,
  stand: Pick<Stand, 'journal'>,
  key: Pick<KeyInHand, 'fingerprint'>,
  permissions: KeyPermissions,
  seen: Seen,
): Promise<Verdict<true>> {
  const verdict = await judgeAddress(config, stand, key, permissions, seen);
  if (verdict.result !== 'fail') await keepSeenFrom(stand.journal, key.fingerprint, addressesOf(seen));
  return { ...verdict, proof: true };
}

/** The same judgement without a trace: whoever acts on it does so before anything is written. */
export async function judgeAddress(
  config: Config,
  { journal }: Pick<Stand, 'journal'>,
  { fingerprint }: Pick<KeyInHand, 'fingerprint'>,
  permissions: KeyPermissions,
  { observation, exchangeSees }: Seen,
): Promise<Verdict<never>> {
  return checkAddress({
    permissions,
    observation,
    expectedIps: config.expectedIps,
    signedCallAnswered: permissions.signedCallAnswered,
    acceptUnknown: config.acceptUnknown,
    exchangeSees,
    before: await lastSeenFrom(journal, fingerprint),
  });
}

/** Where we are seen, the exchange's own word before that of the services. */
export const addressesOf = ({ observation, exchangeSees }: Seen): readonly string[] =>
  exchangeSees === undefined ? observation.addresses : [exchangeSees];
