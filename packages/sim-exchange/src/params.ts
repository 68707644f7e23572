import Big from 'big.js';
import { decimalPlaces, isDecimal } from './decimals.ts';
import { Refusal, type RefusalName } from './refusals.ts';

const DECIMAL_RANGE = '^([0-9]{1,20})(\\.[0-9]{1,20})?$';
const ID_RANGE = '^[\\.A-Z\\:/a-z0-9_-]{1,36}$';

/** The parameters of one request, read by kind; each reading refuses what is not of its kind in Binance's words. */
export class Params {
  readonly #values: ReadonlyMap<string, string>;

  private constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /** Reads a query string and a form body. Where both name a parameter, the query string's value counts. */
  static parse(query: string, body: string): Params {
    return new Params(new Map([...pairsOf(body), ...pairsOf(query)]));
  }

  /** Refuses parameters that an endpoint does not read: a misspelled one must not pass in silence. */
  allow(names: readonly string[]): void {
    const read = [...this.#values.keys()].filter((name) => names.includes(name)).length;
    if (read < this.#values.size) throw new Refusal('UNREAD', String(read), String(this.#values.size));
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Returns a value that may be absent but not empty. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    if (value === '') throw new Refusal('EMPTY', name);
    return value;
  }

  required(name: string): string {
    const value = this.#values.get(name);
    if (!value) throw new Refusal('MISSING', name);
    return value;
  }

  /** Returns a whole number from 0. */
  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!/^\d{1,20}$/.test(text)) throw new Refusal('ILLEGAL_CHARACTERS', name, '^[0-9]{1,20}$');
    if (!Number.isSafeInteger(value)) throw new Refusal('INVALID_PARAMETER', name);
    return value;
  }

  /** Returns a positive decimal of at most eight places. */
  decimal(name: string, zero: RefusalName): Big | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!isDecimal(text)) throw new Refusal('ILLEGAL_CHARACTERS', name, DECIMAL_RANGE);
    if (decimalPlaces(text) > 8) throw new Refusal('TOO_PRECISE', name);
    const amount = new Big(text);
    if (amount.eq(0)) throw new Refusal(zero);
    return amount;
  }

  choice<T extends string>(name: string, choices: readonly T[], refusal: RefusalName): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const choice = choices.find((one) => one === text);
    if (!choice) throw new Refusal(refusal, name);
    return choice;
  }

  clientId(name: string): string | undefined {
    const text = this.text(name);
    if (text !== undefined && !/^[.A-Z:/a-z0-9_-]{1,36}$/.test(text)) {
      throw new Refusal('ILLEGAL_CHARACTERS', name, ID_RANGE);
    }
    return text;
  }

  /** Returns a page size; what is above the most is taken for the most, as Binance does. */
  limit(usual: number, most: number): number {
    const limit = this.integer('limit') ?? usual;
    if (limit < 1) throw new Refusal('INVALID_PARAMETER', 'limit');
    return Math.min(limit, most);
  }
}

function pairsOf(text: string): readonly [string, string][] {
  const pairs = text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    });
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Refusal('DUPLICATE_PARAMETER');
  return pairs;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Refusal('ILLEGAL_CHARACTERS', 'query', 'percent-encoded UTF-8');
  }
}
