import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  /** The address from the host on, without its query. */
  readonly path: string;
  readonly body: string;
}

export interface Loopback {
  readonly url: string;
  /** Everything that arrived since the last `take`. */
  take(): readonly Arrived[];
  /** What is answered from now on, whatever is asked; and what instead where a part of the address is this. */
  answer(body: string, at?: Readonly<Record<string, string>>): void;
  stop(): Promise<void>;
}

/** A server on loopback that accepts everything, answers one thing, and keeps what arrived. */
export async function loopback(): Promise<Loopback> {
  let arrived: Arrived[] = [];
  let says = '{}';
  let instead: Readonly<Record<string, string>> = {};
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = (request.url ?? '').split('?', 1)[0] ?? '';
      arrived.push({ method: request.method ?? '', path, body: Buffer.concat(chunks).toString('utf8') });
      response.setHeader('content-type', 'application/json');
      // One exchange opens a session by these.
      response.setHeader('set-cookie', 'gravity=session; Path=/');
      response.setHeader('x-grvt-account-id', '1');
      response.end(Object.entries(instead).find(([part]) => path.includes(part))?.[1] ?? says);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    take() {
      const taken = arrived;
      arrived = [];
      return taken;
    },
    answer(body, at = {}) {
      says = body;
      instead = at;
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
