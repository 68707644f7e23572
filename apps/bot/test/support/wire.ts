import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Both ends in memory: what is written to one is read from the other, in the pieces that were written. */
export class End extends Duplex {
  peer: End | undefined;
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.peer?.push(chunk);
    done();
  }
  override _final(done: () => void): void {
    this.peer?.push(null);
    done();
  }
  destroySoon(): void {
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }
}

/** Two ends joined to one another. `socket` is the first as the sources want it. */
export function wireOf(): { readonly near: End; readonly far: End; readonly socket: Socket } {
  const [near, far] = [new End(), new End()];
  near.peer = far;
  far.peer = near;
  return { near, far, socket: near as unknown as Socket };
}

/** The far end of a line, as a test holds it: what it is told, and the means to answer. */
export function farEndOf(far: End): {
  readonly heard: unknown[];
  say(...values: unknown[]): void;
  raw(text: string): void;
} {
  const heard: unknown[] = [];
  let rest = '';
  far.on('data', (chunk: Buffer) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    heard.push(...lines.map((line) => JSON.parse(line) as unknown));
  });
  const raw = (text: string) => void far.write(text);
  return { heard, raw, say: (...values) => raw(values.map((value) => `${JSON.stringify(value)}\n`).join('')) };
}
