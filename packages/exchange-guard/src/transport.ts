import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestHttp,
  STATUS_CODES,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { dateIn } from './answer-date.ts';
import { GuardError } from './error.ts';

/** One request as ccxt signed it. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly maxBytes: number;
  /**
   * Asked when the connection stands and the bytes are the next thing that happens; it throws to stop them. Making a
   * connection takes as long as the network likes, and what was true before it may not be so any more.
   */
  readonly leaving?: () => Promise<void>;
}

/** The answer in the form that ccxt's own response parser takes. */
export interface Incoming {
  readonly status: number;
  readonly statusText: string;
  /** None: ccxt would spell each of them anew, cookies too, and nothing of it that is used here reads one. */
  readonly headers: Readonly<Record<string, never>>;
  readonly text: () => Promise<string>;
  /** When it says that it answered. */
  readonly answeredAt: Date | undefined;
}

const noHeaders = Object.freeze({});

export interface Transport {
  send(outgoing: Outgoing): Promise<Incoming>;
  close(): void;
}

/** Servers close idle connections after a while; an order must not meet one that is just being closed. */
const IDLE_MS = 15_000;

const decoders: Readonly<Record<string, typeof createGunzip>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress as unknown as typeof createGunzip,
  deflate: createInflate as unknown as typeof createGunzip,
};

/** How many interim answers (1xx) may come before the answer itself: a server that sends more is not answering. */
const INTERIM = 16;

/**
 * HTTP by Node's own client, and not by ccxt's: it loads in a tenth of the time, needs nothing from disk afterwards,
 * tells exactly whether a request ever left, and has no proxy, no redirect and no way to turn certificates off.
 *
 * The time limit holds from the call to the last byte of the answer, a repetition included, which ccxt's does not. It
 * settles the call by itself: whatever a server does to the connection, no event of it has to come for that.
 */
export function transportOf({ timeoutMs }: { readonly timeoutMs: number }): Transport {
  const http = new HttpAgent({ keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo' });
  const https = new HttpsAgent({ keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo', rejectUnauthorized: true });

  const once = (outgoing: Outgoing, until: number): Promise<Incoming> =>
    new Promise((resolve, reject) => {
      const target = new URL(outgoing.url);
      const secure = target.protocol === 'https:';
      const options = {
        method: outgoing.method,
        hostname: target.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: target.port === '' ? undefined : target.port,
        path: target.pathname + target.search,
        headers: headersOf(outgoing),
      };
      const request = secure
        ? requestHttps({ ...options, agent: https, rejectUnauthorized: true })
        : requestHttp({ ...options, agent: http });
      const course: Course = { left: false, reused: false };
      let settled = false;
      const give = (up: unknown): void => {
        settled = true;
        clearTimeout(timer);
        reject(up);
        // Whatever may still come over this connection is nobody's answer.
        request.destroy();
      };
      const timer = setTimeout(() => give(timedOut(timeoutMs, course.left)), Math.max(0, until - performance.now()));
      // Said again by whatever the connection does afterwards: the first word counts, and the rest costs nothing.
      const fail = (cause: unknown): void => {
        if (!settled) give(failed(cause, course));
      };
      let answered = false;
      let interim = 0;
      request.on('error', fail);
      request.on('information', () => {
        interim += 1;
        if (interim > INTERIM) fail(new Unread('interim answers without end'));
      });
      request.on('upgrade', (_response, socket) => {
        socket.on('error', () => undefined);
        socket.destroy();
        fail(new Unread('another protocol than the one it was asked in'));
      });
      request.on('response', (response) => {
        answered = true;
        // 101 without naming a protocol comes here.
        if ((response.statusCode ?? 0) < 200) return fail(new Unread('an interim answer as if it were the last'));
        readWhole(response, outgoing.maxBytes, {
          fail,
          done: (text) => {
            if (settled) return;
            settled = true;
            clearTimeout(timer);
            resolve(incomingOf(response, text));
          },
        });
      });
      request.on('close', () => {
        // With an answer begun, reading it tells how it ended.
        if (!answered) fail(undefined);
      });
      const leave = (): void => {
        // Given up while it was being asked: then not a byte of it has left, and none may.
        if (settled) return;
        course.left = true;
        request.end(outgoing.body);
      };
      const { leaving } = outgoing;
      whenConnected(request, secure, () => {
        course.reused = request.reusedSocket;
        if (leaving === undefined) course.left = true;
        else if (!settled) leaving().then(leave, (refusal: unknown) => settled || give(refusal));
      });
      // Node keeps what it is given until the connection stands: what must be asked first is not given to it before.
      if (leaving === undefined) request.end(outgoing.body);
    });

  return Object.freeze({
    async send(outgoing: Outgoing): Promise<Incoming> {
      const until = performance.now() + timeoutMs;
      try {
        return await once(outgoing, until);
      } catch (error) {
        // A kept-alive connection that the server closed just then. Asking again is safe for what only reads.
        if (outgoing.method === 'GET' && error instanceof GuardError && error.cause instanceof StaleConnection) {
          return await once(outgoing, until);
        }
        throw error;
      }
    },
    close(): void {
      http.destroy();
      https.destroy();
    },
  });
}

function headersOf({ headers, body }: Outgoing): Record<string, string | number> {
  return {
    ...headers,
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': 'gatehouse',
    ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
  };
}

interface Course {
  /** Whether bytes of the request may have left. */
  left: boolean;
  reused: boolean;
}

/** A kept-alive connection stands already; any other when it says so, and a secure one after its handshake. */
function whenConnected(request: ClientRequest, secure: boolean, act: () => void): void {
  request.on('socket', (socket) => {
    if (request.reusedSocket) act();
    else socket.once(secure ? 'secureConnect' : 'connect', act);
  });
}

function incomingOf({ statusCode = 0, headers }: IncomingMessage, text: string): Incoming {
  return {
    status: statusCode,
    statusText: STATUS_CODES[statusCode] ?? '',
    headers: noHeaders,
    text: async () => text,
    answeredAt: dateIn(headers),
  };
}

interface Reading {
  done(text: string): void;
  /** May be told more than once. */
  fail(cause: unknown): void;
}

/** Reads an answer to its end by its events: an iterator over it takes a dozen turns of promises for a single piece. */
function readWhole(response: IncomingMessage, maxBytes: number, { done, fail }: Reading): void {
  const encoding = response.headers['content-encoding']?.toLowerCase();
  const decoder = encoding === undefined || encoding === 'identity' ? undefined : decoders[encoding];
  if (decoder === undefined && encoding !== undefined && encoding !== 'identity') {
    fail(new Unread('an encoding that was not offered'));
    return;
  }
  const source = decoder === undefined ? response : response.pipe(decoder());
  // A broken connection does not end the decoder by itself.
  if (source !== response) response.on('error', (error) => source.destroy(error));
  const chunks: Buffer[] = [];
  let size = 0;
  source.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) {
      chunks.length = 0;
      source.destroy();
      fail(new Unread(`more than ${maxBytes} bytes`));
      return;
    }
    chunks.push(chunk);
  });
  source.on('error', fail);
  source.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
  // Where it ended before its end.
  source.on('close', () => fail(undefined));
}

/** An answer nobody should read to its end. */
class Unread extends Error {}

/** The cause that says: this connection had been used before, and was closed before it answered. */
class StaleConnection extends Error {}

function timedOut(timeoutMs: number, left: boolean): GuardError {
  return new GuardError('VENUE_TIMEOUT', `The exchange did not answer whole within ${timeoutMs} ms.`, {
    unsent: !left,
  });
}

function failed(cause: unknown, { left, reused }: Course): GuardError {
  const code = codeOf(cause);
  if (cause instanceof Unread) {
    return new GuardError('VENUE_MALFORMED', `The exchange answered with ${cause.message}: nothing of it was read.`);
  }
  if (code === 'EGRESS_REFUSED') {
    return new GuardError('EGRESS_REFUSED', 'The host is not on the list of hosts this process may reach.', {
      unsent: true,
    });
  }
  if (left && reused && (code === 'ECONNRESET' || code === 'EPIPE')) {
    return new GuardError('VENUE_UNREACHABLE', 'The connection was closed before the exchange answered.', {
      cause: new StaleConnection(code),
    });
  }
  return new GuardError(
    'VENUE_UNREACHABLE',
    left
      ? `The connection broke before the exchange answered whole (${code}).`
      : `The exchange cannot be reached from here (${code}): check the network and the address.`,
    { unsent: !left },
  );
}

function codeOf(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null ? (cause as { code?: unknown }).code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'no code';
}
