import type { Duplex } from 'node:stream';
import { SimExchangeError } from './error.ts';
import type { SimExchange } from './exchange.ts';

/** No message of the control protocol comes near this. */
const MOST_CHARACTERS = 65_536;

type Message = Readonly<Record<string, unknown>>;

/**
 * Every ask of the control protocol, by name. One line of JSON each way: `{"id":1,"ask":"mint","grant":{...}}` is answered by
 * `{"id":1,"answer":...}` or `{"id":1,"error":{"code","message"}}`.
 */
const asks: Readonly<Record<string, (exchange: SimExchange, message: Message) => unknown>> = Object.assign(
  Object.create(null),
  {
    url: (exchange: SimExchange) => exchange.url,
    mint: (exchange: SimExchange, { grant }: Message) => exchange.mintKey((grant ?? {}) as object),
    regrant: (exchange: SimExchange, { apiKey, grant }: Message) => {
      exchange.regrant(apiKey as string, (grant ?? {}) as object);
      return null;
    },
    counts: (exchange: SimExchange) => exchange.counts(),
    log: (exchange: SimExchange) => exchange.log(),
    advance: (exchange: SimExchange, { candles }: Message) => {
      exchange.advance(candles as number);
      return exchange.counts().market;
    },
    close: async (exchange: SimExchange) => {
      await exchange.close();
      return null;
    },
  },
);

/** Answers one line. It never throws: whatever goes wrong is said in the answer. */
export async function answerLine(exchange: SimExchange, line: string): Promise<string> {
  let id: unknown = null;
  try {
    const message = messageIn(line);
    id = message.id ?? null;
    const ask = asks[String(message.ask)];
    if (!ask) {
      throw new SimExchangeError(
        'ASK_INVALID',
        `The ask is not one of ${Object.keys(asks).join(', ')}: use one of these.`,
      );
    }
    return JSON.stringify({ id, answer: await ask(exchange, message) });
  } catch (error) {
    const { code, message } =
      error instanceof SimExchangeError
        ? error
        : { code: 'ASK_INVALID', message: 'The ask failed: look at its fields.' };
    return JSON.stringify({ id, error: { code, message } });
  }
}

/**
 * Serves the control protocol on one socket until it ends.
 * @returns when the socket has closed, for whatever reason
 */
export function serveControl(exchange: SimExchange, socket: Duplex): Promise<void> {
  let pending = '';
  // Answers leave in the order of the asks.
  let turn: Promise<void> = Promise.resolve();
  socket.setEncoding('utf8');
  socket.on('data', (part: string) => {
    pending += part;
    const lines = pending.split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      turn = turn.then(async () => {
        const answer = await answerLine(exchange, line);
        if (socket.writable) socket.write(`${answer}\n`);
      });
    }
    if (pending.length > MOST_CHARACTERS) socket.destroy();
  });
  return new Promise((resolve) => {
    // The other side may die at any moment; that is an end, not a failure.
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve());
  });
}

function messageIn(line: string): Message {
  let message: unknown;
  try {
    message = line.length > MOST_CHARACTERS ? undefined : JSON.parse(line);
  } catch {
    // Told apart below, with everything else that is no object.
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    throw new SimExchangeError('ASK_INVALID', 'The line is not a JSON object: send one object per line.');
  }
  return message as Message;
}
