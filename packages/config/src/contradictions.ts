import { limitProblems } from './limits.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Returns what no single field shows: limits neither set nor loosened, and fields that do not go together. It looks at
 * what was written before anyone knows whether it has the right shape, so that both kinds are listed at once: what has
 * the wrong type is passed over, its own sentence comes from the schema.
 */
export function contradictions(draft: Fields): readonly string[] {
  return [
    ...limitsOf(draft),
    ...uncovered(draft),
    ...otherMarkets(draft),
    ...outside(draft),
    ...standIn(draft),
    ...played(draft),
    ...ceiling(draft),
  ];
}

function limitsOf({ limits, market }: Fields): string[] {
  return isFields(limits) ? limitProblems(limits, isFields(limits.loosened) ? limits.loosened : {}, market) : [];
}

/** Every traded asset needs its own ceiling: a limit that does not name an asset does not bound it. */
function uncovered({ symbols, limits }: Fields): string[] {
  if (!isFields(limits)) return [];
  const sides = [
    { limit: 'maxOrderValue', side: 1, role: 'quote' },
    { limit: 'maxOrderVolume', side: 0, role: 'base' },
    { limit: 'maxPositionValue', side: 1, role: 'quote' },
  ];
  return sides.flatMap(({ limit, side, role }) => {
    const amounts = limits[limit];
    if (!isFields(amounts)) return [];
    const assets = new Set(symbolsIn(symbols).map((symbol) => symbol.split(/[/:]/)[side] ?? ''));
    return [...assets]
      .filter((asset) => amounts[asset] === undefined)
      .map((asset) => `limits.${limit} has no amount for ${asset}, the ${role} asset of a traded symbol: add one.`);
  });
}

/** The symbol says which kind of market it is, and `market` says it for all of them. */
function otherMarkets({ symbols, market }: Fields): string[] {
  const says: Readonly<Record<string, (symbol: string) => string>> = {
    spot: (symbol) => `symbols holds ${symbol}, which is a contract: set market to 'swap', or name a spot market.`,
    swap: (symbol) =>
      `symbols holds ${symbol}, which is a spot market: name a contract as ${symbol}:${symbol.split('/')[1]}, or set market to 'spot'.`,
  };
  const sentence = typeof market === 'string' && Object.hasOwn(says, market) ? says[market] : undefined;
  if (sentence === undefined) return [];
  return symbolsIn(symbols)
    .filter((symbol) => symbol.includes(':') !== (market === 'swap'))
    .map(sentence);
}

function outside({ symbols, limits }: Fields): string[] {
  if (!isFields(limits) || !Array.isArray(limits.symbols)) return [];
  const allowed = symbolsIn(limits.symbols);
  return symbolsIn(symbols)
    .filter((symbol) => !allowed.includes(symbol))
    .map((symbol) => `symbols holds ${symbol}, and limits.symbols does not allow it: add it there, or drop it here.`);
}

function standIn({ mode, exchangeUrl }: Fields): string[] {
  if (mode !== 'simulated' || exchangeUrl === undefined) return [];
  return ['BOT_EXCHANGE_URL is set in simulated mode, which brings its own exchange: unset it, or set BOT_MODE=live.'];
}

/** The simulated exchange speaks as one exchange does, on its spot markets, and no other exists here. */
function played({ mode, exchange, market }: Fields): string[] {
  if (mode === 'simulated' && market === 'swap') {
    return ["market is 'swap', and simulated mode plays spot markets alone: set market to 'spot', or mode to 'live'."];
  }
  if (mode !== 'simulated' || typeof exchange !== 'string' || exchange === 'binance') return [];
  return ["exchange is not 'binance', which is what simulated mode plays: set it so, or set mode to 'live'."];
}

/** By these facts money could leave; who accepts not to know of one bounds at least what an order may cost. */
const leaving = ['withdraw', 'withdrawalAddresses', 'fiat', 'custody'];

function ceiling({ mode, exchange, acceptUnknown, limits }: Fields): string[] {
  if (mode !== 'live' || typeof exchange !== 'string' || !isFields(limits) || !isFields(limits.loosened)) return [];
  if (limits.loosened.unlimitedOrderValue === undefined) return [];
  const here = isFields(acceptUnknown) && Object.hasOwn(acceptUnknown, exchange) ? acceptUnknown[exchange] : undefined;
  if (!isFields(here)) return [];
  return leaving
    .filter((fact) => here[fact] !== undefined)
    .map(
      (fact) =>
        `acceptUnknown.${exchange}.${fact} trades live with a key that may move money out, and limits.loosened.unlimitedOrderValue leaves its orders without a ceiling: set limits.maxOrderValue instead.`,
    );
}

function symbolsIn(list: unknown): string[] {
  return Array.isArray(list)
    ? list.filter((item) => typeof item === 'string' && /^[\w.$-]{1,32}\/[\w.$-]{1,32}(?::[\w.$]{1,32})?$/.test(item))
    : [];
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
