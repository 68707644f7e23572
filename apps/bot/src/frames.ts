import { isUtf8 } from 'node:buffer';
import { Socket } from 'node:net';

/**
 * One line of JSON per message over an inherited socket. Each end treats the other as hostile: a line longer than the
 * cap or one that is not JSON ends the conversation, and what arrives is `unknown` until a schema has read it.
 */
export interface Line {
  /** Sends one message; false when the other end is gone. */
  send(message: unknown): boolean;
  /**
   * Hears the bytes that `read` takes from the descriptor past the socket, if there are any. Returns whether looking
   * again may bring something: no message came of it, and the line is as it should be.
   */
  hear(read: () => Buffer | undefined): boolean;
  close(): void;
  readonly open: boolean;
}

export interface LineEvents {
  readonly maxBytes: number;
  message(value: unknown): void;
  /** The other end broke the rules of the line. Said once; nothing is read afterwards. */
  fault(problem: 'too-long' | 'not-json'): void;
  /** The other end is gone. Said once, also after a fault. */
  end(): void;
}

const newline = 0x0a;

/** Opens a line over a file descriptor that this process inherited, or over the launcher's end of one. */
export function openLine(end: number | Socket, events: LineEvents): Line {
  const socket = typeof end === 'number' ? new Socket({ fd: end, readable: true, writable: true }) : end;
  let pieces: Buffer[] = [];
  let length = 0;
  let deaf = false;
  let ended = false;
  let heard = 0;

  const finish = (): void => {
    if (ended) return;
    ended = true;
    events.end();
  };
  const refuse = (problem: 'too-long' | 'not-json'): void => {
    deaf = true;
    pieces = [];
    length = 0;
    events.fault(problem);
  };
  const read = (bytes: Buffer): void => {
    if (bytes.length === 0) return;
    let value: unknown;
    try {
      // Bytes that are no text would be read as question marks, and mean something that nobody wrote.
      if (!isUtf8(bytes)) throw new SyntaxError('not UTF-8');
      value = JSON.parse(bytes.toString('utf8'));
    } catch {
      refuse('not-json');
      return;
    }
    heard += 1;
    events.message(value);
  };
  const take = (chunk: Buffer): void => {
    let rest = chunk;
    while (!deaf) {
      const at = rest.indexOf(newline);
      const part = at === -1 ? rest : rest.subarray(0, at);
      if (length + part.length > events.maxBytes) {
        refuse('too-long');
        return;
      }
      if (at === -1) {
        if (part.length > 0) pieces.push(part);
        length += part.length;
        return;
      }
      const whole = pieces.length === 0 ? part : Buffer.concat([...pieces, part]);
      pieces = [];
      length = 0;
      read(whole);
      rest = rest.subarray(at + 1);
    }
  };

  socket.on('data', take);
  // A peer that died shows as EPIPE or ECONNRESET here; 'close' follows and says the rest.
  socket.on('error', () => undefined);
  socket.on('end', () => socket.destroy());
  socket.on('close', finish);

  return {
    send(message) {
      if (ended || socket.destroyed || !socket.writable) return false;
      socket.write(`${JSON.stringify(message)}\n`);
      return true;
    },
    hear(look) {
      // What the socket has read and not handed on yet comes before what is still in the descriptor.
      if (deaf || ended || socket.destroyed || socket.readableLength > 0) return false;
      const before = heard;
      const bytes = look();
      if (bytes !== undefined) take(bytes);
      return !deaf && heard === before;
    },
    close() {
      // Lets what was sent arrive before the end does.
      socket.end();
      socket.destroySoon();
    },
    get open() {
      return !ended && !socket.destroyed;
    },
  };
}
