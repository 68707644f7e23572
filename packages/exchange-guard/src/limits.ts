/** What an order may at most be. Values per quote asset, volumes per base asset, as decimal strings. */
export interface Limits {
  readonly maxOrderValue: Readonly<Record<string, string>> | 'unlimited';
  readonly maxOrderVolume: Readonly<Record<string, string>> | 'unlimited';
  /** For contracts: what the position in one market may be worth. Where it is not said, none may be. */
  readonly maxPositionValue?: Readonly<Record<string, string>> | 'unlimited';
  readonly priceCollarBps: number | 'none';
  readonly referenceMaxAgeMs: number;
  readonly maxOpenOrders: number | 'unlimited';
  readonly maxMessagesPerMinute: number | 'unlimited';
  readonly duplicateWindowMs: number | 'allowed';
  readonly maxSubmitDelayMs: number;
  readonly symbols: readonly string[] | 'any';
}
