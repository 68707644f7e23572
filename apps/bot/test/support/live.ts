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

/** A live house against a stand-in, confirmed as a person confirms it: by the fingerprint that preflight prints. */
export async function openLiveHouse(
  options: HouseOptions & { readonly market?: Parameters<typeof startStandIn>[0] } = {},
): Promise<LiveHouse> {
  const standIn = await startStandIn({ candleEveryMs: 250, ...options.market });
  const house = openHouse({ ...options, standIn });
  const close = async () => {
    await house.close();
    await standIn.close();
  };
  const preflight = await house.run(['preflight', '--json']);
  if (preflight.code !== 0) {
    await close();
    throw new Error(`The preflight before a live start did not clear:\n${preflight.output}`);
  }
  const { fingerprint } = JSON.parse(preflight.stdout) as Report;
  return {
    standIn,
    house,
    starts: {
      args: ['start', '--adopt-baseline', '--by', 'e2e', '--reason', 'a fresh stand-in account with its balances'],
      options: { env: { BOT_LIVE_CONFIRM: fingerprint } },
    },
    close,
  };
}
