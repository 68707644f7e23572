import type { WireOrder } from './row.ts';

/** A flat request: each name once, each value as text. */
export type Fields = ReadonlyMap<string, string>;

/** A body in which nothing is written in another way than it is meant. */
const asMeant = /^[\w.=&-]*$/;

function parametersIn(body: string): Iterable<readonly [string, string]> {
  if (!asMeant.test(body)) return new URLSearchParams(body);
  return body.split('&').map((part) => {
    const at = part.indexOf('=');
    return at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  });
}

const emptyPlace = /^&|&&|&$/;

/** Reads a form body; undefined when it has a name twice, or one that an order may not carry. */
export function formFields(body: string, known: ReadonlySet<string>): Fields | undefined {
  // Node passes over a place that is left empty; nobody says that an exchange does.
  if (emptyPlace.test(body)) return undefined;
  const seen = new Map<string, string>();
  for (const [name, value] of parametersIn(body)) {
    // A name that comes twice is read one way by us and perhaps another way by the exchange.
    if (!known.has(name) || seen.has(name)) return undefined;
    seen.set(name, value);
  }
  return seen;
}

/** Reads a form body that is written in one way only: nothing empty, and nothing escaped that need not be. */
export function strictForm(body: string, known: ReadonlySet<string>): Fields | undefined {
  const parts = body.split('&').map((part) => part.split('='));
  const meant = parts.every(
    ([name = '', value, more]) => known.has(name) && value !== undefined && more === undefined && isPlain(value),
  );
  return meant ? formFields(body, known) : undefined;
}

function isPlain(value: string): boolean {
  try {
    return encodeURIComponent(decodeURIComponent(value)) === value;
  } catch {
    return false;
  }
}

/**
 * Reads a JSON body into a value; undefined unless it is written in the one way that says nothing twice: a name that is
 * repeated, a number in another form, an escape or a space is not what comes out when it is written again.
 */
export function strictJson(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return JSON.stringify(value) === body ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The fields of a JSON object that holds nothing but text; undefined when it has one that an order may not carry. */
export function textFields(value: unknown, known: ReadonlySet<string>): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const seen = new Map<string, string>();
  for (const [name, inner] of Object.entries(value)) {
    if (!known.has(name) || typeof inner !== 'string') return undefined;
    seen.set(name, inner);
  }
  return seen;
}

type Told = { readonly [Part in keyof Omit<WireOrder, 'reduceOnly'>]: WireOrder[Part] | undefined } & {
  readonly reduceOnly?: boolean | undefined;
};

/** The order, when every part that an order must have is there. */
export function wireOrderOf(told: Told): WireOrder | undefined {
  const { clientOrderId, marketId, side, kind, amount, price, timeInForce, reduceOnly } = told;
  if (
    clientOrderId === undefined ||
    marketId === undefined ||
    side === undefined ||
    kind === undefined ||
    amount === undefined
  ) {
    return undefined;
  }
  return {
    clientOrderId,
    marketId,
    side,
    kind,
    amount,
    ...(price === undefined ? {} : { price }),
    ...(timeInForce === undefined ? {} : { timeInForce }),
    ...(reduceOnly === undefined ? {} : { reduceOnly }),
  };
}

/** Looks a text up in a table that outside input may not reach around. */
export function oneOf<T>(table: Readonly<Record<string, T>>, name: string | undefined): T | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
