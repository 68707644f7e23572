import type { PreTradeControl } from './control.ts';

/** How much one order may be worth, per quote asset. An asset without a limit is not traded. */
export const maxOrderValue: PreTradeControl = {
  id: 'max-order-value',
  check({ asked, value }, _ledger, { limits: { maxOrderValue: limits }, instrument }) {
    if (limits === 'unlimited') return undefined;
    const quote = instrument?.quote ?? '';
    const limit = Object.hasOwn(limits, quote) ? limits[quote] : undefined;
    if (limit !== undefined && value?.lte(limit)) return undefined;
    return {
      limit: limit ?? null,
      value: value?.toFixed() ?? null,
      says:
        limit === undefined
          ? `There is no maximum order value for ${quote || asked.symbol}, so nothing is bought or sold for it.`
          : `The order is worth ${value?.toFixed() ?? 'an unknown amount of'} ${quote}; at most ${limit} is allowed.`,
    };
  },
};

/** How much one order may move, per base asset. An asset without a limit is not traded. */
export const maxOrderVolume: PreTradeControl = {
  id: 'max-order-volume',
  check({ asked, volume }, _ledger, { limits: { maxOrderVolume: limits }, instrument }) {
    if (limits === 'unlimited') return undefined;
    const base = instrument?.base ?? '';
    const limit = Object.hasOwn(limits, base) ? limits[base] : undefined;
    if (limit !== undefined && volume?.lte(limit)) return undefined;
    return {
      limit: limit ?? null,
      value: volume?.toFixed() ?? null,
      says:
        limit === undefined
          ? `There is no maximum order volume for ${base || asked.symbol}, so none of it is bought or sold.`
          : `The order is for ${volume?.toFixed() ?? 'an unknown amount of'} ${base}; at most ${limit} is allowed.`,
    };
  },
};
