import { inspect } from 'node:util';
import { keepDate } from './answer-date.ts';
import { writtenOut } from './base-addresses.ts';
import type { CcxtClient, CcxtConstructor, Description, SignedRequest } from './ccxt-class.ts';
import { GuardError, type VenueAnswer } from './error.ts';
import type { Permits } from './permits.ts';
import type { Scrub } from './scrub.ts';
import { lockMethods, lockSettings } from './settings-lock.ts';
import { whileSigning } from './signing.ts';
import { spoken } from './spoken.ts';
import { replaced } from './stand-in.ts';
import type { Transport } from './transport.ts';
import type { Turns } from './turns.ts';
import { classified } from './venue-error.ts';
import type { Door, VenueRow } from './venues/row.ts';
import type { Walls } from './walls.ts';

/** What the guarded client is given after it is built: until then it can send nothing. */
export interface Guards {
  readonly walls: Walls;
  readonly permits: Permits;
  readonly transport: Transport;
  readonly scrub: Scrub;
  readonly turns: Turns;
}

export interface GuardedClient extends CcxtClient {
  /** Sets the guards, once. */
  arm(guards: Guards): void;
}

/** What is said when anything asks to print a client. */
const SHOWN = '[guarded exchange client]';

/**
 * Makes the class that stands between us and ccxt. ccxt builds and signs requests and reads answers; this class
 * decides which requests exist. Every way into ccxt's REST side (unified methods, their snake_case twins, implicit
 * endpoints, `request`) comes through `fetch2`, which signs and sends by itself what has a door: `sign` and `fetch` are
 * closed, so that no signature can be had and no address be called apart from that. Its web socket side is closed.
 */
export function guardedClass(
  Base: CcxtConstructor,
  row: VenueRow,
  exchangeUrl: string | undefined,
): new (
  config: object,
) => GuardedClient {
  const Loose = Base as unknown as new (config: object) => CcxtClient;

  return class Guarded extends Loose implements GuardedClient {
    #guards: Guards | undefined;
    /** What the exchange answered, by the error that ccxt made of it: its message alone often drops the code. */
    readonly #answers = new WeakMap<object, VenueAnswer>();

    constructor(config: object) {
      super(config);
      lockSettings(this, ['sign', 'fetch', 'fetch2', 'request', 'handleErrors', 'handleHttpStatusCode']);
      lockMethods(this, row);
    }

    /**
     * ccxt's own description, with every API host written out, or replaced where a stand-in is wanted; and no other
     * environment.
     */
    override describe(): Description {
      const described = super.describe();
      const own = { ...(writtenOut(described) as object), ...row.bases };
      const api = exchangeUrl === undefined ? own : replaced(own, exchangeUrl);
      const { hostnames } = described.urls;
      // Nothing here needs currencies, and where a key is set, loading the markets would use it to ask for them.
      const has = { ...described.has, fetchCurrencies: false };
      return { ...described, has, urls: { api, ...(hostnames === undefined ? {} : { hostnames }) } };
    }

    arm(guards: Guards): void {
      if (this.#guards !== undefined) throw locked('its guards');
      this.#guards = guards;
    }

    /** ccxt's own has a rate-limit queue and a retry loop in it. Here an order is sent once, now, or not at all. */
    override async fetch2(
      path: string,
      api: unknown = 'public',
      method = 'GET',
      params: unknown = {},
      headers?: unknown,
      body?: unknown,
    ): Promise<unknown> {
      if (typeof params === 'object' && params !== null && Object.keys(params).some((name) => /retries/i.test(name))) {
        throw locked('the number of retries');
      }
      const { walls, turns } = this.#armed();
      const door = walls.toSign(api, method, path);
      if (door.named !== undefined && typeof params === 'object' && params !== null && door.named in params) {
        throw walls.closed(`another call in the place of ${door.method} ${door.path}`);
      }
      const send = (): Promise<unknown> => {
        const request = whileSigning(this, () => super.sign(path, api, method, params, headers, body));
        walls.toSend(door, request.method, request.url);
        return this.#send(door, request);
      };
      return row.inTurn === true && door.use !== 'public' ? turns.take(send) : send();
    }

    override sign(path: string, api: unknown = 'public', method = 'GET'): SignedRequest {
      this.#armed().walls.toSign(api, method, path);
      throw this.#armed().walls.closed('a signature without its request');
    }

    override async fetch(_url: string, method = 'GET'): Promise<unknown> {
      throw this.#armed().walls.closed(`an address by itself, ${method}`);
    }

    async #send(door: Door, request: SignedRequest): Promise<unknown> {
      const { walls, permits, transport, scrub } = this.#armed();
      const { url, method, headers } = request;
      const { says, body } = spoken(row, door, request);
      const use = door.means === undefined ? door.use : door.means(says);
      if (use === undefined) throw walls.closed(`what the body of ${door.method} ${door.path} asks for`);
      // An exchange may read the same parameter in both places, and believe the one that nobody compared.
      if (use === 'order' && (url.includes('?') || url.includes('#'))) {
        throw walls.closed(`a query beside the body of ${door.path}`);
      }
      const said = row.unsaid === undefined ? (headers ?? {}) : without(headers ?? {}, row.unsaid);
      const outgoing = {
        url,
        method,
        headers: said,
        body,
        maxBytes: door.maxBytes ?? 1024 * 1024,
        // The last thing before the bytes leave, on a connection that stands, so that nothing can change in between.
        ...(use === 'order' ? { leaving: () => permits.use(says) } : {}),
      };
      const incoming = await transport.send(outgoing);
      if (incoming.status >= 300 && incoming.status < 400) {
        throw new GuardError('HOST_FOREIGN', `${row.title} answered with a redirect, which is never followed.`, {
          answer: { status: incoming.status },
        });
      }
      let answer: unknown;
      try {
        answer = await this.handleRestResponse(incoming, url, method, undefined, undefined);
      } catch (error) {
        throw classified(error, this.#answers.get(error as object) ?? { status: incoming.status }, row, scrub);
      }
      if (incoming.status >= 400) throw classified(undefined, { status: incoming.status }, row, scrub);
      if (typeof answer !== 'object' || answer === null || (door.shaped !== undefined && !door.shaped(answer))) {
        throw new GuardError(
          'VENUE_MALFORMED',
          `${row.title} answered ${door.method} ${door.path} with something that is not the documented JSON.`,
          { answer: { status: incoming.status } },
        );
      }
      keepDate(answer, incoming.answeredAt);
      return answer;
    }

    override handleErrors(
      status: number,
      reason: string,
      url: string,
      method: string,
      headers: unknown,
      body: string,
      response: unknown,
      requestHeaders: unknown,
      requestBody: unknown,
    ): unknown {
      return this.#remembering(status, response, () =>
        super.handleErrors(status, reason, url, method, headers, body, response, requestHeaders, requestBody),
      );
    }

    override handleHttpStatusCode(status: number, reason: string, url: string, method: string, body: string): void {
      this.#remembering(status, undefined, () => super.handleHttpStatusCode(status, reason, url, method, body));
    }

    /** Optional code of single exchanges, loaded from disk when a client is built: never looked for. */
    async loadExchangeSpecificFiles(): Promise<void> {}

    /** Optional packages for proxies: never looked for. */
    async loadProxyModules(): Promise<void> {}

    log(): void {}

    toJSON(): string {
      return SHOWN;
    }

    [inspect.custom](): string {
      return SHOWN;
    }

    #armed(): Guards {
      if (this.#guards === undefined) {
        throw new GuardError('DOOR_CLOSED', 'The client was used before its guards were in place.', { unsent: true });
      }
      return this.#guards;
    }

    #remembering<T>(status: number, response: unknown, act: () => T): T {
      try {
        return act();
      } catch (error) {
        if (typeof error === 'object' && error !== null) this.#answers.set(error, row.answerOf(status, response));
        throw error;
      }
    }
  };
}

function locked(what: string): GuardError {
  return new GuardError('SETTING_LOCKED', `${what} of the exchange client cannot be changed or used.`, {
    unsent: true,
  });
}

function without(headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
