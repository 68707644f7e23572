import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf, Secret } from '@gatehouse/secrets';
import { type House, type HouseOptions, openHouse, type RunOptions } from './house.ts';
import { type StandIn, startStandIn } from './stand-in-binance.ts';

export interface Report {
  readonly cleared: boolean;
  readonly mode: string;
  readonly exchange: string;
  readonly fingerprint: string;
  readonly version: string;
  readonly checks: readonly {
    readonly id: string;
    readonly result: 'pass' | 'warn' | 'fail' | 'skipped';
    readonly says?: string;
    readonly evidence: Readonly<Record<string, unknown>>;
    readonly fix: string | null;
  }[];
}

/** The ten checks of the design, in its order. */
export const checkIds = [
  'config',
  'host',
  'credentials',
  'own-key-leak',
  'connection',
  'permissions',
  'rotation',
  'ip',
  'sole-writer',
  'reconcile',
];

export interface LiveHouse {
  readonly standIn: StandIn;
  readonly house: House;
  /** `start` with everything that a person gives it after a preflight has named the fingerprint. */
  readonly starts: { readonly args: readonly string[]; readonly options: RunOptions };
  close(): Promise<void>;
}

/**
 * A live house against a stand-in, confirmed. A person has the fingerprint from a preflight; here the installation key is
 * made beforehand, so that it can be worked out, which spares every one of these runs a preflight. That the two agree is
 * what no-secret.e2e.test.ts and start.e2e.test.ts go through by hand.
 */
export async function openLiveHouse(
  options: HouseOptions & { readonly market?: Parameters<typeof startStandIn>[0] } = {},
): Promise<LiveHouse> {
  const standIn = await startStandIn({ candleEveryMs: 250, ...options.market });
  const house = openHouse({ ...options, standIn });
  const realm = join(house.state, 'standin-binance');
  mkdirSync(realm, { recursive: true, mode: 0o700 });
  const installationKey = randomBytes(32);
  writeFileSync(join(realm, 'installation.key'), installationKey, { mode: 0o600 });
  const fingerprint = fingerprintOf(createSecretKey(installationKey), 'binance', Secret.of(standIn.apiKey));
  return {
    standIn,
    house,
    starts: {
      args: ['start', '--adopt-baseline', '--by', 'e2e', '--reason', 'a fresh stand-in account with its balances'],
      options: { env: { BOT_LIVE_CONFIRM: fingerprint } },
    },
    async close() {
      await house.close();
      await standIn.close();
    },
  };
}
