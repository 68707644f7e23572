import type { Ledger } from '@gatehouse/journal';
import type { Candidate, ControlContext, PreTradeControl, Refusal } from './controls/control.ts';
import { duplicateOrder, maxOpenOrders, messageLimit } from './controls/frequency.ts';
import { instrumentRules, priceCollar, symbolAllowList } from './controls/market.ts';
import { maxPositionValue } from './controls/position.ts';
import { sanity } from './controls/sanity.ts';
import { maxOrderValue, maxOrderVolume } from './controls/size.ts';
import { clearanceValid, leaseEpoch, orderAge, reduceOnly, tradingState } from './controls/state.ts';

/**
 * The pre-trade controls, in the order they are asked; the names are the field's (RTS 6 art. 15, SEC 15c3-5, FIA).
 * A new control is a row here. None can be left out: a limit is loosened in the configuration, with its reason.
 */
export const controls: readonly PreTradeControl[] = Object.freeze([
  sanity,
  symbolAllowList,
  leaseEpoch,
  tradingState,
  clearanceValid,
  orderAge,
  instrumentRules,
  priceCollar,
  maxOrderValue,
  maxOrderVolume,
  maxPositionValue,
  reduceOnly,
  maxOpenOrders,
  messageLimit,
  duplicateOrder,
]);

/** Returns the refusal of the first control that does not let the order by. */
export function refusalOf(order: Candidate, ledger: Ledger, context: ControlContext): Refusal | undefined {
  for (const { id, check } of controls) {
    const found = check(order, ledger, context);
    if (found !== undefined) return { control: id, ...found };
  }
  return undefined;
}
