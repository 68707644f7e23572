import { cannotTakeOthers, USDT_ALONE } from './bitget-contracts.ts';
import { get, held, optionsFor, ordersOf, sharedByUnified, unsettled, wireOrderIn } from './bitget-unified-calls.ts';
import { inCrossMargin, inHedgeMode, notInUsdt } from './modes.ts';
import type { ContractCalls, OrderCalls, VenueRow } from './row.ts';
import { at, rowsAt } from './shapes.ts';

const category = 'USDT-FUTURES';

const orders: OrderCalls = {
  ...ordersOf(category),
  // An order names its margin mode; that the market is in it is seen to at the start.
  alsoSays: () => ({ marginMode: 'isolated' }),
};

const contracts: ContractCalls = {
  held,
  async unfit(ask, markets) {
    const other = notInUsdt(markets, USDT_ALONE);
    if (other !== undefined) return other;
    const settings = await get(ask, 'v3/account/settings');
    if (at(settings, 'data', 'holdMode') !== 'one_way_mode') return inHedgeMode(sharedByUnified.title);
    // A market that nobody has set anything for is not listed, and is in cross margin.
    const isolated = new Set(
      rowsAt(settings, 'data', 'symbolConfigList')
        .filter((each) => each.category === category && each.marginMode === 'isolated')
        .map(({ symbol }) => symbol),
    );
    const crossed = markets.find(({ marketId }) => !isolated.has(marketId));
    return crossed && inCrossMargin(crossed.symbol, sharedByUnified.title);
  },
};

const row: VenueRow = {
  ...sharedByUnified,
  options: { ...optionsFor('swap'), defaultSubType: 'linear' },
  steps: ({ priceMultiplier, quantityMultiplier }) => ({ price: priceMultiplier, amount: quantityMultiplier }),
  orders,
  contracts,
  unified: { unfit: unsettled, held },
  cannotTake: cannotTakeOthers,
  wireOrder: (body) => wireOrderIn(body, { category, marginMode: 'isolated' }, { reduceOnly: 'yes' }),
};

/** Perpetual contracts, from Bitget's unified account. */
export const bitgetUnifiedContracts = Object.freeze(row);
