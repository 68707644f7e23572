import type { CredentialField } from '@gatehouse/secrets';
import type { VenueAnswer } from '../error.ts';
import type { Instrument, OrderRequest } from '../order.ts';

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
  /** Whether the exchange is told to let it make a position smaller and nothing else. */
  readonly reduceOnly?: boolean;
}

/** A call by its door, with its parameters in the exchange's own names. */
export interface RawCall {
  readonly api: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly params: Readonly<Record<string, string | readonly string[]>>;
}

/** Makes one call by its door and gives the answer unread. */
export type Ask = (call: RawCall) => Promise<unknown>;

/** Which order: by our own id, with when it was made, or by the exchange's where ours leads to another. */
export type Named =
  | { readonly marketId: string; readonly clientOrderId: string; readonly madeAt?: Date }
  | { readonly marketId: string; readonly exchangeOrderId: string };

/**
 * What came of a cancel. heard: the exchange only took it in, so the order is to be looked up. gone: there is no such open
 * order. An object is the order as it ended.
 */
export type Cancelled = 'heard' | 'gone' | Readonly<Record<string, unknown>>;

/**
 * What is asked about orders that have left. None of it needs markets: a cancel must work when everything else is
 * broken. Orders are given as the exchange tells them, one object each, for ccxt to parse.
 */
export interface OrderCalls {
  /** The open orders of the whole account, or of one market where it can be asked for them, down to the last page. */
  readonly open: (ask: Ask, marketId?: string) => Promise<readonly unknown[]>;
  /** One order, open or over; undefined, or a refusal that `saysNotFound`, when there is none. */
  readonly find: (ask: Ask, order: Named) => Promise<unknown>;
  /** Cancels one by our own id; a refusal that `saysNotFound` is as good as `gone`. */
  readonly cancel: (
    ask: Ask,
    order: { readonly marketId: string; readonly clientOrderId: string },
  ) => Promise<Cancelled>;
  /** The exchange's own name of the market, in an order as it tells it. */
  readonly marketIn: (order: Readonly<Record<string, unknown>>) => unknown;
  /** The parameter by which executions are asked for by the exchange's order id; false where there is none. */
  readonly tradesBy: string | false;
  /** Asks for executions where ccxt does not read them as they are meant: one object each, for ccxt to parse. */
  readonly trades?: (ask: Ask, of: Traces) => Promise<readonly unknown[]>;
  /** What else an order says to the exchange, in its own names: until when it may be taken in, for one. */
  readonly alsoSays?: (order: { readonly clientOrderId: string }, now: Date) => Readonly<Record<string, string>>;
  /** True where placing is answered with ids alone: the order is open then, as far as anybody knows. */
  readonly idsOnly?: true;
}

/** Which executions: those in one market, of one order where it is named, and from a moment on. */
export interface Traces {
  readonly marketId: string;
  readonly exchangeOrderId?: string;
  readonly since?: Date;
}

/** A position as the exchange tells it: its own name of the market, and how many contracts, below zero for a short one. */
export interface ToldPosition {
  readonly marketId: unknown;
  readonly contracts: unknown;
}

/** A market of contracts that is to be ordered in. */
export type Traded = Pick<Instrument, 'symbol' | 'marketId' | 'contract'>;

/** What is asked about an account that holds contracts. */
export interface ContractCalls {
  /** Every position of the account; flat ones may be among them. */
  readonly held: (ask: Ask) => Promise<readonly ToldPosition[]>;
  /** Why orders in these markets would not be read as they are meant, in one sentence; undefined when they would. */
  readonly unfit: (ask: Ask, markets: readonly Traded[]) => Promise<string | undefined>;
}

/** What is asked about an account that holds coins and contracts together, before anything is ordered with it. */
export interface UnifiedCalls {
  /** Why orders of this account would do something else than they say, in one sentence; undefined when they would not. */
  readonly unfit: (ask: Ask) => Promise<string | undefined>;
  /** Every contract that is held beside the coins, also where coins alone are ordered. */
  readonly held: ContractCalls['held'];
}

/** Kinds of accounts, where an exchange has two: one that holds each thing apart, and one that holds all of them together. */
export type Account = 'classic' | 'unified';

/** Which kind of account orders go out from by this row: one alone. */
export const accountOf = ({ unified }: Pick<VenueRow, 'unified'>): Account =>
  unified === undefined ? 'classic' : 'unified';

/** Kinds of markets that orders go to: spot, and perpetual contracts. */
export type Market = 'spot' | 'swap';

/** Which kind orders go to by this row: one alone. */
export const marketOf = ({ contracts }: Pick<VenueRow, 'contracts'>): Market =>
  contracts === undefined ? 'spot' : 'swap';

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
  /** Base addresses of parts of the API that ccxt does not have, by name. */
  readonly bases?: Readonly<Record<string, string>>;
  /** ccxt options for this exchange. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Headers by which ccxt has an exchange count our orders as a broker's. No signature covers them, and none leaves. */
  readonly unsaid?: readonly string[];
  /**
   * True where each signed request carries a number that must be larger than the last: then one waits for the answer to
   * the one before, because two lines may swap what is sent over them.
   */
  readonly inTurn?: true;
  /** Where the exchange tells which address it sees our requests come from: a door of use `audit`, and how to read it. */
  readonly ownView?: RawCall & { readonly read: (answer: unknown) => unknown };
  /** The header in which signed requests say what they ask for, as base64, where it is not their body: then none is sent. */
  readonly saysInHeader?: string;
  /** Where rules are told market by market: asks for those of these symbols, each as ccxt reads it. */
  readonly rules?: (ask: Ask, symbols: readonly string[]) => Promise<readonly unknown[]>;
  /** The steps of prices and amounts in the exchange's own words about a market, where ccxt reads them by their digits. */
  readonly steps?: (market: Readonly<Record<string, unknown>>) => { readonly price: unknown; readonly amount: unknown };
  /** A small public call: where the exchange tells no time, the date of its answer is taken for it. */
  readonly clock?: RawCall;
  /** Parameters that ccxt's own calls are given here, to ask for what is meant. */
  readonly given?: {
    readonly loadMarkets?: Readonly<Record<string, unknown>>;
    readonly fetchBalance?: Readonly<Record<string, unknown>>;
  };
  /** How many rows of the book are asked for, where not any number will do; 5 when not said. */
  readonly bookRows?: number;
  /** How its orders are looked up and cancelled; absent where nothing can be ordered here. */
  readonly orders?: OrderCalls;
  /** How contracts are asked about, where they are what is ordered: then no order goes to a spot market here. */
  readonly contracts?: ContractCalls;
  /** How a unified account is asked about, where that is a kind of account apart from the exchange's other one. */
  readonly unified?: UnifiedCalls;
  /** Why the exchange cannot take an order as it is meant, in one sentence; undefined when it can. */
  readonly cannotTake?: (order: OrderRequest) => string | undefined;
  /** Why this account's orders would not be read as they are meant, from what was asked about the key. */
  readonly unfit?: (answers: ReadonlyMap<string, unknown>) => string | undefined;
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
  /** Whether this answer is a refusal although its status says that the exchange is not well. */
  readonly isRefusal?: (answer: VenueAnswer) => boolean;
  /** Whether this refusal stands for a wrong key, a wrong address and a missing permission alike. */
  readonly isAmbiguous?: (answer: VenueAnswer) => boolean;
  /** Whether this answer says that our clock was off: the one case for a second attempt. */
  readonly saysClock: (answer: VenueAnswer) => boolean;
  /** Whether this answer says that there is no such order. */
  readonly saysNotFound: (answer: VenueAnswer) => boolean;
  /** What an error answer means and what to do, in one sentence each. */
  readonly diagnose: (answer: VenueAnswer) => { readonly says: string; readonly fix: string } | undefined;
}
