import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ContractRow, Reply, Script } from './row.ts';

/** One request that arrived, as text: what it asked, and everything by which it could show whose it is. */
export interface Arrived {
  readonly asked: string;
  readonly known: boolean;
  readonly headers: string;
}

/** A loopback exchange that knows the documented answers of one scene, and remembers what it was asked. */
export class ContractServer {
  #row: ContractRow | undefined;
  #said: ReturnType<Script> | undefined;
  #server: Server | undefined;
  arrived: Arrived[] = [];

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const [path = ''] = (request.url ?? '').split('?');
        const body = Buffer.concat(parts).toString();
        const { reply, known } = this.#replyTo(`${request.method} ${path}`, body);
        this.arrived.push({
          asked: `${request.method} ${path}`,
          known,
          headers: `${request.url} ${JSON.stringify(request.headers)} ${body}`,
        });
        response.statusCode = reply.status;
        response.setHeader('content-type', typeof reply.body === 'string' ? 'text/plain' : 'application/json');
        response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
      });
    });
    await new Promise<void>((done) => this.#server?.listen(0, '127.0.0.1', done));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server?.address() as AddressInfo | null)?.port ?? 0}`;
  }

  /** Plays this scene from now on. */
  play(row: ContractRow, said: ReturnType<Script>): void {
    this.#row = row;
    this.#said = said;
    this.arrived = [];
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise<void>((done) => this.#server?.close(() => done()));
  }

  #replyTo(asked: string, body: string): { readonly reply: Reply; readonly known: boolean } {
    const name = Object.entries(this.#row?.requests ?? {}).find(([, request]) => {
      const [method, path, word = ''] = request.split(' ');
      return asked === `${method} ${path}` && body.includes(word);
    })?.[0];
    const nothing = { status: 404, body: 'there is no such thing here' };
    if (name === undefined || this.#said === undefined) return { reply: nothing, known: false };
    if (isReply(this.#said)) return { reply: this.#said, known: true };
    return { reply: this.#said[name] ?? nothing, known: true };
  }
}

export function isReply(said: ReturnType<Script>): said is Reply {
  return typeof said.status === 'number';
}
