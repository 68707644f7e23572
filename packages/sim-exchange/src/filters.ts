import type Big from 'big.js';
import { toText, ZERO } from './decimals.ts';
import type { Instrument } from './instruments.ts';
import type { OrderAsk } from './orders.ts';
import { Refusal } from './refusals.ts';

/** What a filter may look at beside the order. */
export interface FilterContext {
  /** The mean price of the last five minutes, which values a market order. */
  readonly averagePrice: Big;
  readonly openOrders: number;
}

/** A trading rule of an instrument: how exchangeInfo states it, and whether an order keeps it. */
interface Filter {
  readonly type: string;
  state(instrument: Instrument): Readonly<Record<string, string | number | boolean>>;
  keeps(ask: OrderAsk, context: FilterContext): boolean;
}

const isMultiple = (amount: Big, step: Big): boolean => amount.mod(step).eq(0);
const highest = (instrument: Instrument): Big => instrument.startPrice.times(100).round(0).plus(1_000);

/** Checked in this order; the first that fails is the answer. */
export const filters: readonly Filter[] = [
  {
    type: 'PRICE_FILTER',
    state: (instrument) => ({
      minPrice: toText(instrument.priceStep),
      maxPrice: toText(highest(instrument)),
      tickSize: toText(instrument.priceStep),
    }),
    keeps: ({ price, instrument }) =>
      !price ||
      (price.gte(instrument.priceStep) && price.lte(highest(instrument)) && isMultiple(price, instrument.priceStep)),
  },
  {
    type: 'LOT_SIZE',
    state: (instrument) => ({
      minQty: toText(instrument.amountStep),
      maxQty: toText(instrument.maxAmount),
      stepSize: toText(instrument.amountStep),
    }),
    keeps: ({ amount, instrument }) =>
      !amount ||
      (amount.gte(instrument.amountStep) &&
        amount.lte(instrument.maxAmount) &&
        isMultiple(amount, instrument.amountStep)),
  },
  {
    type: 'MARKET_LOT_SIZE',
    state: (instrument) => ({
      minQty: toText(ZERO),
      maxQty: toText(instrument.maxMarketAmount),
      stepSize: toText(ZERO),
    }),
    keeps: ({ type, amount, instrument }) => type !== 'MARKET' || !amount || amount.lte(instrument.maxMarketAmount),
  },
  {
    type: 'PERCENT_PRICE_BY_SIDE',
    state: () => ({
      bidMultiplierUp: '5',
      bidMultiplierDown: '0.2',
      askMultiplierUp: '5',
      askMultiplierDown: '0.2',
      avgPriceMins: 5,
    }),
    keeps: ({ price }, { averagePrice }) =>
      !price || (price.lte(averagePrice.times(5)) && price.gte(averagePrice.times('0.2'))),
  },
  {
    type: 'NOTIONAL',
    state: (instrument) => ({
      minNotional: toText(instrument.minValue),
      applyMinToMarket: true,
      maxNotional: toText(instrument.maxValue),
      applyMaxToMarket: false,
      avgPriceMins: 5,
    }),
    keeps: ({ type, amount, value, price, instrument }, { averagePrice }) => {
      const worth = value ?? amount?.times(price ?? averagePrice) ?? ZERO;
      return worth.gte(instrument.minValue) && (type === 'MARKET' || worth.lte(instrument.maxValue));
    },
  },
  {
    type: 'MAX_NUM_ORDERS',
    state: (instrument) => ({ maxNumOrders: instrument.maxOpenOrders }),
    keeps: ({ instrument }, { openOrders }) => openOrders < instrument.maxOpenOrders,
  },
];

/** Returns an instrument's filters as exchangeInfo lists them. */
export function statedFilters(instrument: Instrument): readonly Readonly<Record<string, unknown>>[] {
  return filters.map((filter) => ({ filterType: filter.type, ...filter.state(instrument) }));
}

/** Refuses an order that breaks a filter. @throws Refusal FILTER naming the filter */
export function checkFilters(ask: OrderAsk, context: FilterContext): void {
  const broken = filters.find((filter) => !filter.keeps(ask, context));
  if (broken) throw new Refusal('FILTER', broken.type);
}
