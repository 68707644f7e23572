import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CredentialField, type Credentials, Secret } from '@gatehouse/secrets';
import { type ContractRow, here } from '../contract/row.ts';
import { isReply } from '../contract/server.ts';

/** One request as it arrived. `key` is whether it was signed with the drawn key, and rightly. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** What follows the question mark, as it was sent. */
  readonly search: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type Key = Readonly<Partial<Record<CredentialField, string>>>;

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const refused = (status: number, body: unknown): Reply => ({ status, body });

/** What the contract suite has an exchange answer to one question about a key that trades and may do no more. */
export function tradeOnlyKey({ scenes }: ContractRow, question: string): Reply | undefined {
  const script = scenes['trade-only'];
  const said = typeof script === 'string' ? undefined : script({});
  return said === undefined || isReply(said) ? undefined : said[question];
}

/** An order as the exchange has it, in no exchange's own words. */
export interface Held {
  readonly id: string;
  readonly clientId: string;
  readonly side: 'buy' | 'sell';
  readonly kind: 'market' | 'limit';
  readonly amount: string;
  readonly price: string;
  readonly time: 'GTC' | 'IOC' | 'FOK' | 'post-only';
  readonly reduceOnly?: boolean;
  readonly at: number;
  status: 'open' | 'filled' | 'cancelled';
}

export type Wanted = Omit<Held, 'id' | 'at' | 'status'>;

/** How one exchange speaks: its documented answers, made from what the book holds. */
export interface Dialect {
  readonly exchange: string;
  /** What this one is called where an exchange is played twice: its spot markets and its contracts, or two kinds of accounts. */
  readonly played?: string;
  /** The kind of account that is played, where there are two. */
  readonly account?: 'classic' | 'unified';
  /** The exchange whose row it shares, where it does. */
  readonly twinOf?: string;
  /** Whether two bodies are the same order, in which only a number of the request differs. */
  readonly sameOrder?: (one: string, other: string) => boolean;
  /** Where the answers are documented. */
  readonly source: string;
  /** Our name of the market that is played; 'BTC/USDT' when not said. */
  readonly symbol?: string;
  readonly marketId: string;
  /** The smallest order of a test, in the base asset or in contracts; '0.001' when not said. */
  readonly lot?: string;
  /** What contracts are settled in, where contracts are what is played; and what they are priced in. */
  readonly settle?: string;
  readonly quote?: string;
  /** Where an order is placed: method and path. */
  readonly placing: string;
  /** Where the key is asked about first, when that is not the path of its door: method and path. */
  readonly auditing?: string;
  /** Whether it can take a market order in the base asset; what it says when it cannot. */
  readonly market: { readonly buy: boolean; readonly sell: boolean };
  /** Signed reads that ccxt makes while it loads the markets, where it cannot be kept from them. */
  readonly loads?: readonly string[];
  readonly acceptUnknown: Readonly<Record<string, string>>;
  /** Where it says that our requests come from, when it says so. */
  readonly seesUs?: string;
  readonly draw: () => Key;
  /** Requests that need no signature. */
  readonly isPublic: (call: Call) => boolean;
  /** Whether the request was signed with this key. */
  readonly isSigned: (call: Call, key: Key) => boolean;
  readonly answer: (call: Call, book: Book) => Reply | undefined;
  /** Where a request says what it asks for, when that is not its body. */
  readonly said?: (call: Call) => string;
  /** Refusals of an order: of one that cannot be, for our clock, in words that prove nothing. */
  readonly rejected: Reply;
  readonly clock?: Reply;
  readonly unclear: Reply;
  /** What the audit is answered for an account whose orders mean something else, where there is such a kind. */
  readonly unfit?: Reply;
  /** An order at market, and after it bodies that look like one and say something else: none of those is one. */
  readonly never: readonly string[];
  /** What each trouble with a key is answered with. */
  readonly troubles: Readonly<Record<string, Reply>>;
}

/** The orders of one account, and what they came to. */
export class Book {
  readonly orders: Held[] = [];
  /** Contracts that were held before the first order of a test, and whether longs and shorts stand side by side. */
  before = 0;
  hedged = false;
  /** How often candles were asked for: a minute goes by each time. */
  looks = 0;
  #next = 70_000_000_000;

  place(wanted: Wanted): Held {
    this.#next += 1;
    const order: Held = {
      ...wanted,
      id: this.idOf(this.#next),
      at: Date.now(),
      status: wanted.kind === 'market' ? 'filled' : 'open',
    };
    this.orders.push(order);
    return order;
  }

  /** Some exchanges have numbers for ids, some letters. */
  idOf: (count: number) => string = String;

  get open(): readonly Held[] {
    return this.orders.filter(({ status }) => status === 'open');
  }

  get fills(): readonly Held[] {
    return this.orders.filter(({ status }) => status === 'filled');
  }

  /** What the executions of contracts have come to. */
  get position(): string {
    const signed = this.fills.map(({ side, amount }) => (side === 'buy' ? 1 : -1) * Number(amount));
    return String(Number(signed.reduce((sum, each) => sum + each, this.before).toFixed(8)));
  }

  byClientId(id: unknown): Held | undefined {
    return this.orders.find(({ clientId }) => clientId === id && clientId !== '');
  }

  byId(id: unknown): Held | undefined {
    return this.orders.find((order) => order.id === String(id));
  }

  /** Ends an open order; undefined when there is none. */
  cancel(order: Held | undefined): Held | undefined {
    if (order?.status !== 'open') return undefined;
    order.status = 'cancelled';
    return order;
  }
}

/** A loopback exchange that speaks one dialect, and remembers every request. */
export class There {
  readonly dialect: Dialect;
  readonly key: Key;
  book = new Book();
  readonly calls: Call[] = [];
  /** What the next requests for `METHOD path` get instead: an answer, or that the line breaks before or after. */
  readonly next = new Map<string, (Reply | 'dropped' | 'taken and dropped')[]>();
  /** How many requests were on their way to here together, at most, but for those that need no key. */
  atOnce = 0;
  #underway = 0;
  #server: Server | undefined;

  /** Forgets every order and every request. */
  clear(): void {
    this.book = new Book();
    this.calls.length = 0;
    this.next.clear();
    this.atOnce = 0;
  }

  constructor(dialect: Dialect) {
    this.dialect = dialect;
    this.key = dialect.draw();
  }

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => {
        body += part.toString('utf8');
      });
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const call: Call = {
          method: request.method ?? '',
          path: url.pathname,
          query: url.searchParams,
          search: (request.url ?? '').split('?')[1] ?? '',
          body,
          headers: request.headers as Record<string, string>,
        };
        this.calls.push(call);
        if (!this.dialect.isPublic(call)) {
          this.#underway += 1;
          this.atOnce = Math.max(this.atOnce, this.#underway);
          response.on('close', () => {
            this.#underway -= 1;
          });
        }
        const scripted = this.next.get(`${call.method} ${call.path}`)?.shift();
        if (scripted === 'dropped') return void request.socket.destroy();
        const reply = typeof scripted === 'object' ? scripted : this.#reply(call);
        if (scripted === 'taken and dropped') return void request.socket.destroy();
        response.statusCode = reply.status;
        response.setHeader('content-type', 'application/json');
        const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
        // A moment later, so that what was sent together is seen to be.
        if (call.method === 'GET') setImmediate(() => response.end(text));
        else setTimeout(() => response.end(text), 3);
      });
    });
    await new Promise<void>((done) => this.#server?.listen(0, '127.0.0.1', done));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server?.address() as AddressInfo | null)?.port ?? 0}`;
  }

  get credentials(): Credentials {
    const fields = Object.entries(this.key) as [CredentialField, string][];
    return {
      exchange: this.dialect.exchange,
      fields: new Map(fields.map(([name, value]) => [name, Secret.of(value)])),
      origin: 'a test',
      exempt: [],
    };
  }

  asked(methodAndPath: string): readonly Call[] {
    return this.calls.filter(({ method, path }) => `${method} ${path}` === methodAndPath);
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise<void>((done) => this.#server?.close(() => done()));
  }

  #reply(call: Call): Reply {
    const { dialect } = this;
    // It stands in for two address services, too.
    if (call.path === '/ip') return ok(here);
    if (call.path === '/ip.json') return ok({ ip: here });
    if (!dialect.isPublic(call) && !dialect.isSigned(call, this.key)) {
      return refused(401, { unsigned: `${call.method} ${call.path}` });
    }
    return dialect.answer(call, this.book) ?? refused(404, 'there is no such thing here');
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const letters = (length: number): string =>
  [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
export const json = (text: string): Readonly<Record<string, string>> =>
  JSON.parse(text === '' ? '{}' : text) as Readonly<Record<string, string>>;

/** What every book of prices says here, and what a fill costs. */
export const bid = '99990';
export const ask = '100010';
export const fee = '0.05';
export const filledAt = (order: Held): string => (order.kind === 'market' ? ask : order.price);
export const worthOf = (order: Held): string => (Number(order.amount) * Number(filledAt(order))).toFixed(8);

/** One body, and after it the same with each of these changes. */
export function saying(
  right: Readonly<Record<string, unknown>>,
  changes: readonly Readonly<Record<string, unknown>>[],
  written: (fields: Readonly<Record<string, unknown>>) => string = JSON.stringify,
): readonly string[] {
  const whole = [right, ...changes.map((change) => ({ ...right, ...change }))];
  return whole.map((fields) =>
    written(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))),
  );
}
