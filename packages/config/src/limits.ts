import type { BotLimits } from './bot-config.ts';
import type { Config, Limits } from './config.ts';

/** One limit: what it may be set to, and the flag that takes it away, if one may. */
export interface LimitRow {
  readonly name: keyof Limits;
  /** An amount per asset, a list of symbols, or a whole number from 1 up to this. */
  readonly shape: 'value per quote' | 'volume per base' | 'symbols' | number;
  readonly flag?: { readonly name: keyof NonNullable<BotLimits['loosened']>; readonly word: string };
  /** The one kind of market that it bounds something on, where it is not every kind. */
  readonly only?: Config['market'];
}

const minute = 60_000;

/** THE LIMITS. A new one is a row here, a field of Limits and BotLimits, and a control in the order gate. */
export const limitRows: readonly LimitRow[] = [
  { name: 'symbols', shape: 'symbols', flag: { name: 'allowAnySymbol', word: 'any' } },
  { name: 'maxOrderValue', shape: 'value per quote', flag: { name: 'unlimitedOrderValue', word: 'unlimited' } },
  { name: 'maxOrderVolume', shape: 'volume per base', flag: { name: 'unlimitedOrderVolume', word: 'unlimited' } },
  {
    name: 'maxPositionValue',
    shape: 'value per quote',
    flag: { name: 'unlimitedPositionValue', word: 'unlimited' },
    only: 'swap',
  },
  { name: 'priceCollarBps', shape: 10_000, flag: { name: 'noPriceCollar', word: 'none' } },
  { name: 'referenceMaxAgeMs', shape: 10 * minute },
  { name: 'maxOpenOrders', shape: 10_000, flag: { name: 'unlimitedOpenOrders', word: 'unlimited' } },
  { name: 'maxMessagesPerMinute', shape: 100_000, flag: { name: 'unlimitedMessages', word: 'unlimited' } },
  { name: 'duplicateWindowMs', shape: 24 * 60 * minute, flag: { name: 'allowDuplicateOrders', word: 'allowed' } },
  { name: 'maxSubmitDelayMs', shape: minute },
];

/** Returns a sentence for each limit that is neither set nor loosened, both, or not for this kind of market. */
export function limitProblems(
  limits: Readonly<Record<string, unknown>>,
  loosened: Readonly<Record<string, unknown>>,
  market: unknown,
) {
  return limitRows.flatMap(({ name, flag, only }): string[] => {
    const set = limits[name] !== undefined;
    if (only !== undefined && market !== only) {
      const written = set
        ? name
        : flag !== undefined && loosened[flag.name] !== undefined
          ? `loosened.${flag.name}`
          : '';
      return written === '' ? [] : [`limits.${written} bounds nothing but market '${only}': take it out.`];
    }
    if (flag === undefined)
      return set ? [] : [`limits.${name} is missing: set it; there is no flag that takes it away.`];
    const gone = loosened[flag.name] !== undefined;
    if (set && gone)
      return [`limits.${name} is set, and limits.loosened.${flag.name} takes it away: keep one of them.`];
    // The allow-list is there without a word: it is what the bot trades.
    if (set || gone || name === 'symbols') return [];
    return [
      `limits.${name} is neither set nor loosened: set it, or write the reason why not in limits.loosened.${flag.name}.`,
    ];
  });
}

/** Returns the limits as the gate takes them. Only for what has passed limitProblems and the schema. */
export function limitsFrom(limits: BotLimits, symbols: readonly string[], market: Config['market']): Limits {
  const loosened = limits.loosened ?? {};
  const rows = limitRows.filter(({ only }) => only === undefined || only === market);
  return Object.fromEntries(
    rows.map(({ name, flag }) => {
      const gone = flag !== undefined && loosened[flag.name] !== undefined;
      return [name, gone ? flag.word : (limits[name] ?? symbols)];
    }),
  ) as unknown as Limits;
}
