import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { admit, signingParams } from './admission.ts';
import { SimExchangeError } from './error.ts';
import { Params } from './params.ts';
import { Refusal } from './refusals.ts';
import { type Route, Text, type Venue } from './route.ts';
import { findRoute } from './routes.ts';

/** No request of this API comes near these. */
const MOST_BODY_BYTES = 16_384;
const MOST_HEADER_BYTES = 16_384;

/**
 * Opens the HTTP edge on 127.0.0.1: bytes in, one row of the table asked, JSON out.
 * @param port 0 for any free one
 * @throws SimExchangeError PORT_BUSY or LISTEN_FAILED
 */
export async function openEdge(venue: Venue, clock: () => Date, port: number): Promise<Server> {
  const server = createServer(
    {
      maxHeaderSize: MOST_HEADER_BYTES,
      requestTimeout: 10_000,
      headersTimeout: 10_000,
      // Longer than clients keep theirs, so that none is closed under a request that is just being sent.
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      readBody(request).then(
        (body) => reply(request, response, body, venue, clock),
        () => response.destroy(),
      );
    },
  );
  server.maxConnections = 256;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, port)));
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  return server;
}

function listenError(error: NodeJS.ErrnoException, port: number): SimExchangeError {
  return error.code === 'EADDRINUSE'
    ? new SimExchangeError(
        'PORT_BUSY',
        `Port ${port} on 127.0.0.1 is already in use: end what listens there, or choose another port.`,
        { cause: error },
      )
    : new SimExchangeError(
        'LISTEN_FAILED',
        `Port ${port} on 127.0.0.1 cannot be listened on (${error.code ?? 'unknown'}): choose another port.`,
        { cause: error },
      );
}

/** Returns a body, one character per byte; undefined when it is too long to be read. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BODY_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('latin1');
}

function reply(
  request: IncomingMessage,
  response: ServerResponse,
  body: string | undefined,
  venue: Venue,
  clock: () => Date,
): void {
  const method = request.method ?? '';
  const [path = '', query = ''] = splitOnce(request.url ?? '', '?');
  venue.tally.request(method, path);
  const route = findRoute(method, path);
  if (!route) {
    send(response, 404, new Text('Not Found'), {});
    return;
  }
  if (body === undefined) {
    send(response, 413, new Text('Content Too Large'), { connection: 'close' });
    return;
  }

  try {
    const caller = {
      apiKey: headerOf(request, 'x-mbx-apikey'),
      address: addressOf(request),
      query,
      body,
    };
    const answer = ask(route, caller, venue, clock().getTime());
    send(response, 200, answer, venue.usage.headers(route.places === true));
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('UNKNOWN');
    venue.tally.refusal(refusal.code);
    const wait = refusal.reason === 'TOO_MUCH_WEIGHT' ? { 'retry-after': '60' } : {};
    send(
      response,
      refusal.http,
      { code: refusal.code, msg: refusal.message },
      { ...venue.usage.headers(false), ...wait },
    );
  }
}

type Asked = Parameters<typeof admit>[0];

/** One request, top to bottom: counted, read, let in, and answered at the market's present step. */
function ask(route: Route, caller: Asked, venue: Venue, at: number): unknown {
  if (route.counts === 'withdrawal') venue.tally.withdrawalAttempts++;
  if (route.counts === 'transfer') venue.tally.transferAttempts++;
  venue.usage.request(route.weight, at);
  const params = Params.parse(caller.query, caller.body);
  const key = admit(caller, params, route, { keys: venue.keys, now: at });
  if (route.takes) params.allow(route.access === 'public' ? route.takes : [...route.takes, ...signingParams]);
  const step = venue.marketClock.step();
  venue.matching.catchUp(step, (passed) => venue.marketClock.wallAt(passed));
  return route.answer({ venue, params, key, at, step, address: caller.address });
}

function send(
  response: ServerResponse,
  http: number,
  answer: unknown,
  headers: Readonly<Record<string, string>>,
): void {
  const isText = answer instanceof Text;
  const bytes = Buffer.from(isText ? answer.text : JSON.stringify(answer));
  response.writeHead(http, {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json;charset=UTF-8',
    'content-length': bytes.length,
    ...headers,
  });
  response.end(bytes);
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? undefined : value;
}

/** The address as lists write it: an IPv4 address that came over an IPv6 socket is an IPv4 address. */
function addressOf(request: IncomingMessage): string {
  return (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
