import { isCcxtId } from './ccxt-ids.ts';
import { GuardError } from './error.ts';

/** An endpoint that a generated list allows, as it stands in `doors/<id>.json`. */
export interface ListedDoor {
  readonly use: 'public' | 'audit' | 'read';
  readonly api: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly at?: { readonly base: string; readonly path: string };
  /** What it is read for. */
  readonly for: readonly string[];
  readonly named?: string;
  /** Why something else than a GET is a read. */
  readonly why?: string;
}

/** What was generated from ccxt for one exchange: `pnpm run doors` in this package writes it. */
export interface DoorList {
  readonly exchange: string;
  readonly title: string;
  /** Which credentials ccxt wants for signed calls. */
  readonly credentials: readonly string[];
  /** Every host that ccxt has an API address at. */
  readonly hosts: readonly string[];
  readonly doors: readonly ListedDoor[];
  /** What a needed read also asked for and does not get, and why. */
  readonly refused: readonly { readonly call: string; readonly why: string }[];
  /** What there is in ccxt: a door that was added, renamed or taken away changes these. */
  readonly census: {
    readonly endpoints: Readonly<Record<string, number>>;
    readonly endpointDigest: string;
    readonly names: number;
    readonly nameDigest: string;
  };
}

/** Loads the list of an exchange that ccxt has; throws EXCHANGE_UNKNOWN for any other id, and touches no file for it. */
export async function doorListOf(exchange: string): Promise<DoorList> {
  if (!isCcxtId(exchange)) {
    throw new GuardError('EXCHANGE_UNKNOWN', 'ccxt has no exchange of that id: correct it.');
  }
  const file = new URL(`../doors/${exchange}.json`, import.meta.url);
  const { default: list } = (await import(file.href, { with: { type: 'json' } })) as { readonly default: DoorList };
  return list;
}
