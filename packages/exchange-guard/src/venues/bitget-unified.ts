import { cannotBuyAtMarket } from './bitget.ts';
import { held, isHeld, optionsFor, ordersOf, sharedByUnified, unsettled, wireOrderIn } from './bitget-unified-calls.ts';
import type { VenueRow } from './row.ts';

const SPOT = 'SPOT';

/** `category` says that it is a spot order: one of category MARGIN, in the same market, would borrow. */
const wireOrder: VenueRow['wireOrder'] = (body) => {
  const order = wireOrderIn(body, { category: SPOT });
  // A market buy names what to spend, so its amount would be read in another asset.
  return order?.kind === 'market' && order.side !== 'sell' ? undefined : order;
};

const row: VenueRow = {
  ...sharedByUnified,
  options: optionsFor('spot'),
  orders: ordersOf(SPOT),
  unified: {
    held,
    async unfit(ask) {
      const why = await unsettled(ask);
      if (why !== undefined) return why;
      if (!(await held(ask)).some(isHeld)) return undefined;
      return "the account holds contracts, which move its balances without an order: close them at Bitget, or trade them with market 'swap'";
    },
  },
  cannotTake: cannotBuyAtMarket,
  wireOrder,
};

/** Spot markets, from Bitget's unified account. */
export const bitgetUnified = Object.freeze(row);
