import type { Description } from '../src/ccxt-class.ts';

/** What the generator and the campaign touch of a ccxt exchange. Loose, because any of them is looked at. */
export interface RawExchange {
  readonly id: string;
  readonly name: string;
  readonly api: unknown;
  readonly has: Record<string, unknown>;
  readonly hostname?: string;
  readonly urls: { api: unknown; hostnames?: unknown };
  readonly options: Record<string, unknown>;
  readonly requiredCredentials: Readonly<Record<string, boolean>>;
  readonly timeframes: Readonly<Record<string, unknown>> | undefined;
  sign(path: string, api: unknown, method: string, params: unknown, headers: unknown, body: unknown): { url: string };
  setMarkets(markets: unknown, currencies?: unknown): unknown;
  describe(): Description;
  [name: string]: unknown;
}

export type RawClass = new (config: object) => RawExchange;

/** Loads the class of an exchange that ccxt has, by the file that the bot would load. */
export async function rawClass(id: string): Promise<RawClass> {
  const file = new URL(`src/${id}.js`, import.meta.resolve('ccxt'));
  return ((await import(file.href)) as { default: RawClass }).default;
}
