import type { CcxtClient } from './ccxt-class.ts';
import type { Position } from './order.ts';
import { askOf } from './order-calls.ts';
import type { Told } from './told.ts';
import { malformed, positionsOf } from './unified.ts';
import type { Traded, VenueRow } from './venues/row.ts';

/** What the exchange tells about contracts that are held. In an account for spot markets alone there are none. */
export interface PositionsThere {
  /** The positions that are not flat. Throws for one in a market that the exchange does not list: it has no name here. */
  held(): Promise<readonly Position[]>;
  /** Why orders in these markets would not be read as they are meant: longs and shorts side by side, for one. */
  unfit(markets: readonly Traded[]): Promise<string | undefined>;
}

interface Given {
  readonly row: VenueRow;
  readonly client: CcxtClient;
  readonly told: Told;
}

export function positionsAt({ row, client, told }: Given): PositionsThere {
  const ask = askOf({ client, told });
  const names = (): ReadonlyMap<string, string> => {
    const { markets } = client;
    if (typeof markets !== 'object' || markets === null) throw malformed('markets that were not loaded');
    const contracts = Object.values(markets as Readonly<Record<string, Loose>>).filter(
      ({ contract }) => contract === true,
    );
    return new Map(contracts.map(({ id, symbol }) => [String(id), String(symbol)]));
  };

  return Object.freeze({
    async held(): Promise<readonly Position[]> {
      const calls = row.contracts ?? row.unified;
      return calls === undefined ? [] : positionsOf(await calls.held(ask), names());
    },
    unfit: async (markets: readonly Traded[]) =>
      (await row.unified?.unfit(ask)) ?? (await row.contracts?.unfit(ask, markets)),
  });
}

type Loose = Readonly<Record<string, unknown>>;
