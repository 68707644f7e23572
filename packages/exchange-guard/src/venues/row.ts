import type { CredentialField } from '@gatehouse/secrets';
import type { VenueAnswer } from '../error.ts';

/** What an endpoint is for. Only `order` can place one, and only with a permit; nothing else here moves anything. */
export type DoorUse = 'public' | 'audit' | 'read' | 'order' | 'cancel';

/** One endpoint that may be called. Whatever has no door does not exist. */
export interface Door {
  /** ccxt's name of the part of the API, as its `sign` gets it; nested names are joined by a dot. */
  readonly api: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** ccxt's path, with `{name}` where it fills something in. */
  readonly path: string;
  /**
   * The address that is called, where it is not the part's own, a slash and the path: the name of ccxt's base address,
   * and everything that is put behind it. Written out, so that what leaves is compared with what was read here.
   */
  readonly at?: { readonly base: string; readonly path: string };
  readonly use: DoorUse;
  /** The field by which the signed request names the call, where it does: ccxt lets a parameter of that name replace it. */
  readonly named?: string;
  /**
   * Where one address does many things and the body says which: what this body asks for, or undefined for what has no
   * door. It takes the place of `use` before anything leaves.
   */
  readonly means?: (body: string | undefined) => DoorUse | undefined;
  /** Says whether an answer has the shape that ccxt's parsers take for granted: they read `{}` as "no open orders". */
  readonly shaped?: (answer: unknown) => boolean;
  /** How large an answer may be; 1 MiB when not said. */
  readonly maxBytes?: number;
}

/** An order as it stands in the bytes that are about to leave. */
export interface WireOrder {
  readonly clientOrderId: string;
  readonly marketId: string;
  readonly side: string;
  /** The order's type in our words, `limit-post-only` included. */
  readonly kind: 'market' | 'limit' | 'limit-post-only';
  readonly amount: string;
  readonly price?: string;
  readonly timeInForce?: string;
}

/** A call by its door, with its parameters in the exchange's own names. */
export interface RawCall {
  readonly api: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Everything that differs from exchange to exchange, apart from how permissions are read: one row, one file. */
export interface VenueRow {
  /** The ccxt id. */
  readonly exchange: string;
  /** The exchange's name as people write it. */
  readonly title: string;
  readonly credentialFields: readonly CredentialField[];
  /** True when requests are signed with an HMAC over the secret's own characters: then ccxt never sees the secret. */
  readonly hmacOverText: boolean;
  /** Every host that ccxt may construct an address of. Another one in its `urls` refuses the start. */
  readonly hosts: readonly string[];
  /** Those that the doors lead to: what the process has to reach. */
  readonly reached: readonly string[];
  readonly doors: readonly Door[];
  /**
   * Helpers of ccxt's that sign while an order is still being put together, and what they may be handed then. Every
   * other one signs only for a request that has a door.
   */
  readonly signs?: Readonly<Record<string, (args: readonly unknown[]) => boolean>>;
  /** ccxt options for this exchange. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Where the exchange tells which address it sees our requests come from: a door of use `audit`, and how to read it. */
  readonly ownView?: RawCall & { readonly read: (answer: unknown) => unknown };
  /** The two calls that must work when everything else is broken: they need no markets. */
  readonly rescue: {
    readonly openOrders: () => RawCall;
    readonly cancel: (order: { readonly marketId: string; readonly clientOrderId: string }) => RawCall;
  };
  /** How long after its timestamp a signed request is still accepted, in ms. */
  readonly receiveWindowMs: number;
  /** How long the exchange remembers an order that never traded, in ms: after it, "not found" proves nothing. */
  readonly orderRetentionMs: number;
  /** Reads the order out of a request body; undefined when anything in it is not expected there. */
  readonly wireOrder: (body: string) => WireOrder | undefined;
  /** Reads the exchange's own code and words out of an error answer. */
  readonly answerOf: (status: number, parsed: unknown) => VenueAnswer;
  /** Whether this answer proves that an order was refused before it could match. Everything else is ambiguous. */
  readonly provesRejected: (answer: VenueAnswer) => boolean;
  /** Whether this refusal stands for a wrong key, a wrong address and a missing permission alike. */
  readonly isAmbiguous?: (answer: VenueAnswer) => boolean;
  /** Whether this answer says that our clock was off: the one case for a second attempt. */
  readonly saysClock: (answer: VenueAnswer) => boolean;
  /** Whether this answer says that there is no such order. */
  readonly saysNotFound: (answer: VenueAnswer) => boolean;
  /** What an error answer means and what to do, in one sentence each. */
  readonly diagnose: (answer: VenueAnswer) => { readonly says: string; readonly fix: string } | undefined;
}
