import { assetsIn, type ClientOrderIds, type Venue } from '@gatehouse/exchange-guard';
import type { Journal } from '@gatehouse/journal';
import type { Candle, Context, Fill, Json, Refusal } from './strategy.ts';

/** Own fills and refusals that the strategy has not been shown yet. */
export interface Seen {
  readonly fills: readonly Fill[];
  readonly refusals: readonly Refusal[];
}

interface Looked {
  readonly venue: Venue;
  readonly journal: Journal;
  readonly ids: ClientOrderIds;
  readonly strategy: string;
  readonly symbols: readonly string[];
  readonly symbol: string;
  readonly candles: readonly Candle[];
  readonly stepMs: number;
  readonly seen: Seen;
}

/** Builds what a strategy is shown: closed candles and its own side of the account, and nothing of anybody else's. */
export async function contextOf({
  venue,
  journal,
  ids,
  strategy,
  symbols,
  symbol,
  candles,
  stepMs,
  seen,
}: Looked): Promise<Context> {
  const [listed, intents, balances, contracts, memory] = await Promise.all([
    // Market by market: a look at the whole account costs an exchange's budget many times as much.
    Promise.all(symbols.map((each) => venue.openOrders(each))),
    journal.openIntents(),
    venue.balances(),
    venue.positions(),
    journal.memory(strategy),
  ]);
  const instrument = venue.instrument(symbol);
  if (instrument === undefined)
    throw new Error(`The exchange has no market ${symbol}: take it out of the configuration.`);
  const { base, quote, amountStep, priceStep, minAmount, minValue, contract } = instrument;
  const newest = candles.at(-1);
  const known = new Map(intents.map((intent) => [intent.clientOrderId, intent.exchangeOrderId]));
  return {
    symbol,
    now: newest === undefined ? 0 : newest.at + stepMs,
    candles,
    instrument: {
      symbol,
      base,
      quote,
      amountStep,
      priceStep,
      minAmount: minAmount ?? '0',
      minValue: minValue ?? '0',
      ...(contract === undefined ? {} : { contract }),
    },
    openOrders: listed
      .flat()
      // By the id at the exchange too, where it is known: somebody else may use an id of ours again.
      .filter(({ clientOrderId, exchangeOrderId }) => (known.get(clientOrderId) ?? exchangeOrderId) === exchangeOrderId)
      .filter(({ clientOrderId }) => ids.verify(clientOrderId) !== undefined)
      .map(({ clientOrderId, symbol: of, side, kind, amount, filled, price }) => ({
        id: clientOrderId,
        symbol: of,
        side,
        kind,
        amount,
        filled,
        ...(price === undefined ? {} : { price }),
      })),
    fills: seen.fills,
    refusals: seen.refusals,
    positions: Object.fromEntries(
      symbols.map((each) => {
        const { base: asset, settle } = assetsIn(each);
        const held = contracts.find((position) => position.symbol === each)?.contracts;
        return [each, (settle === undefined ? balances[asset]?.total : held) ?? '0'];
      }),
    ),
    balances: ownAssets(balances, symbols),
    memory: memory as Json,
  };
}

/** Only the assets it trades: what else lies on the account is none of a strategy's business. */
function ownAssets<Balance>(
  balances: Readonly<Record<string, Balance>>,
  symbols: readonly string[],
): Record<string, Balance> {
  const assets = new Set(symbols.flatMap((symbol) => symbol.split(/[/:]/)));
  return Object.fromEntries(Object.entries(balances).filter(([asset]) => assets.has(asset)));
}
