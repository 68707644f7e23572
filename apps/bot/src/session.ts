import { assetsIn, type Instrument } from '@gatehouse/exchange-guard';
import type { Fill } from '@gatehouse/journal';
import Big from 'big.js';
import type { SimulatorCounts } from './simulator-line.ts';

/** What happened in one run, for the summary at its end. Exact decimals; pure but for what it is told. */
export class Session {
  readonly #fills: Fill[] = [];
  readonly #refusals = new Map<string, number>();
  readonly #marks = new Map<string, string>();
  readonly #contractOf: (symbol: string) => Contract | undefined;
  #placed = 0;
  #rejected = 0;

  /** `contractOf` tells what one contract of a market is; without it every market is a spot market. */
  constructor(contractOf: (symbol: string) => Contract | undefined = () => undefined) {
    this.#contractOf = contractOf;
  }

  placed(): void {
    this.#placed += 1;
  }

  rejected(): void {
    this.#rejected += 1;
  }

  refused(control: string): void {
    this.#refusals.set(control, (this.#refusals.get(control) ?? 0) + 1);
  }

  filled(fill: Fill): void {
    this.#fills.push(fill);
    this.mark(fill.symbol, fill.price);
  }

  /** The last price seen of a symbol: what is still held is valued at it. */
  mark(symbol: string, price: string): void {
    this.#marks.set(symbol, price);
  }

  summary(simulator?: SimulatorCounts): Summary {
    const fees: Record<string, Big> = { __proto__: null as never };
    for (const fill of this.#fills) fees[fill.feeAsset] = (fees[fill.feeAsset] ?? new Big(0)).plus(fill.fee);
    return {
      orders: this.#placed,
      rejected: this.#rejected,
      fills: this.#fills.length,
      fees: Object.fromEntries(Object.entries(fees).map(([asset, sum]) => [asset, sum.toFixed()])),
      profit: this.#profit(),
      feesApart: this.#feesApart(),
      refusals: Object.fromEntries(this.#refusals),
      ...(simulator === undefined ? {} : { simulator: agreement(this.#placed, this.#fills.length, simulator) }),
    };
  }

  /** Assets in which a fee was taken that is not in the result: no price is known here to count it at. */
  #feesApart(): readonly string[] {
    const apart = this.#fills.filter(({ symbol, fee, feeAsset }) => {
      const { base, quote, settle } = assetsIn(symbol);
      const counted = settle === undefined ? [base, quote] : [settle];
      return !counted.includes(feeAsset) && !new Big(fee).eq(0);
    });
    return [...new Set(apart.map(({ feeAsset }) => feeAsset))];
  }

  /**
   * Per quote asset, and per asset that contracts are settled in: what sells brought, less what buys and fees cost, plus
   * what this run still holds at the last price.
   */
  #profit(): Readonly<Record<string, string>> {
    const result: Record<string, Big> = { __proto__: null as never };
    for (const fill of this.#fills) {
      const mark = this.#marks.get(fill.symbol) ?? fill.price;
      const contract = this.#contractOf(fill.symbol);
      const asset = contract?.settle ?? assetsIn(fill.symbol).quote;
      const came = contract === undefined ? ofAssets(fill, mark) : ofContracts(fill, mark, contract);
      result[asset] = (result[asset] ?? new Big(0)).plus(came);
    }
    return Object.fromEntries(Object.entries(result).map(([asset, sum]) => [asset, sum.round(8).toFixed()]));
  }
}

type Contract = NonNullable<Instrument['contract']>;

const signed = ({ side, amount }: Fill): Big => new Big(amount).times(side === 'buy' ? 1 : -1);

/** What an execution on a spot market has come to by now, in the quote asset. */
function ofAssets(fill: Fill, mark: string): Big {
  const { base, quote } = assetsIn(fill.symbol);
  const held = signed(fill).minus(fill.feeAsset === base ? fill.fee : 0);
  const paid = signed(fill)
    .times(fill.price)
    .plus(fill.feeAsset === quote ? fill.fee : 0);
  return held.times(mark).minus(paid);
}

/** What an execution of contracts has come to by now, in the asset they are settled in. */
function ofContracts(fill: Fill, mark: string, { size, settle, inverse }: Contract): Big {
  const whole = signed(fill).times(size);
  const { price } = fill;
  const moved = inverse ? whole.div(price).minus(whole.div(mark)) : whole.times(mark).minus(whole.times(price));
  return moved.minus(fill.feeAsset === settle ? fill.fee : 0);
}

export interface Summary {
  readonly orders: number;
  readonly rejected: number;
  readonly fills: number;
  readonly fees: Readonly<Record<string, string>>;
  readonly profit: Readonly<Record<string, string>>;
  readonly feesApart: readonly string[];
  readonly refusals: Readonly<Record<string, number>>;
  readonly simulator?: {
    readonly orders: number;
    readonly fills: number;
    readonly withdrawalAttempts: number;
    readonly agrees: boolean;
  };
}

function agreement(orders: number, fills: number, counts: SimulatorCounts): NonNullable<Summary['simulator']> {
  return {
    orders: counts.orders,
    fills: counts.fills,
    withdrawalAttempts: counts.withdrawalAttempts,
    agrees: counts.orders === orders && counts.fills === fills && counts.withdrawalAttempts === 0,
  };
}

/** The summary as a person reads it. */
export function summaryLines(summary: Summary): readonly string[] {
  const refusals = Object.entries(summary.refusals).map(([control, count]) => `${control} ${count}`);
  const { simulator, feesApart } = summary;
  const but = feesApart.length === 0 ? '' : ` but for those in ${feesApart.join(' and ')}`;
  return [
    '',
    `  orders    ${summary.orders} placed, ${summary.rejected} rejected by the exchange`,
    `  fills     ${summary.fills}`,
    `  fees      ${amounts(summary.fees)}`,
    `  result    ${amounts(summary.profit)} after fees${but}, what is still held at the last price`,
    `  refusals  ${refusals.length === 0 ? 'none' : refusals.join(', ')}`,
    ...(simulator === undefined
      ? []
      : [
          `  exchange  counted ${simulator.orders} orders and ${simulator.fills} fills itself: ${simulator.agrees ? 'the same' : 'NOT THE SAME'}; ${simulator.withdrawalAttempts} withdrawal attempts`,
        ]),
    '',
  ];
}

function amounts(byAsset: Readonly<Record<string, string>>): string {
  const parts = Object.entries(byAsset).map(([asset, amount]) => `${amount} ${asset}`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}
