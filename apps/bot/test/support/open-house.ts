import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { Socket } from 'node:net';
import { pathToFileURL } from 'node:url';

// The control of every wall test: a bot as bots are commonly written. One process holds the key and starts another that
// runs the strategy in the same environment, with the exchange object in reach, the disk, the network and no flags; what
// comes over fd 3 is merged and done as it is asked. Nothing here is used by Gatehouse.

const [role = '', file = ''] = process.argv.slice(2);

function launch(): void {
  const child = spawn(process.execPath, [import.meta.filename, 'strategy', file], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const line = child.stdio[3] as Socket;
  let rest = '';
  line.on('error', () => undefined);
  line.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) void obey(text);
  });
  child.on('exit', () => process.exit(0));
}

/** Does whatever a frame says, with whatever it says about it: the opposite of a gate. */
async function obey(text: string): Promise<void> {
  let frame: Record<string, unknown>;
  try {
    frame = merge({}, JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return;
  }
  if (typeof frame.ask === 'string') {
    const [method = 'GET', path = '/'] = frame.ask.split(' ');
    await exchange.request(method, path, (frame.with ?? {}) as Record<string, string>);
  }
  for (const action of (frame.actions ?? []) as { place?: Record<string, string> }[]) {
    if (action.place !== undefined) await exchange.createOrder(merge({}, action.place) as Record<string, string>);
  }
}

async function runStrategy(): Promise<void> {
  Object.assign(globalThis, { exchange });
  const line = new Socket({ fd: 3 });
  line.on('error', () => undefined);
  const { default: strategy } = (await import(pathToFileURL(file).href)) as {
    default: { onCandle(context: unknown): Promise<unknown> };
  };
  const context = { symbol: 'BTC/USDT', candles: [], openOrders: [], fills: [], refusals: [], memory: null, exchange };
  for (let id = 1; ; id += 1) {
    const actions = await strategy.onCandle(context);
    line.write(`${JSON.stringify({ id, actions, memory: context.memory })}\n`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Merges key by key and so writes through `__proto__`, as many a settings reader does. */
function merge(into: object, from: unknown): object {
  for (const key of Object.keys(from as object)) {
    const value = (from as Record<string, unknown>)[key];
    const target = into as Record<string, unknown>;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      target[key] = merge((target[key] ?? {}) as object, value);
    else target[key] = value;
  }
  return into;
}

const exchange = {
  async request(method: string, path: string, fields: Record<string, string>): Promise<unknown> {
    const { BOT_EXCHANGE_URL: url, BINANCE_API_KEY: apiKey = '', BINANCE_API_SECRET: secret = '' } = process.env;
    const query = new URLSearchParams({ ...fields, timestamp: String(Date.now()) }).toString();
    const signature = createHmac('sha256', secret).update(query).digest('hex');
    const response = await fetch(`${url}${path}?${query}&signature=${signature}`, {
      method,
      headers: { 'x-mbx-apikey': apiKey },
    });
    return response.json();
  },
  createOrder(order: Record<string, string>): Promise<unknown> {
    const { side = '', kind = '', amount = '', price } = order;
    return exchange.request('POST', '/api/v3/order', {
      symbol: 'BTCUSDT',
      side: side.toUpperCase(),
      type: kind.toUpperCase(),
      quantity: amount,
      ...(price === undefined ? {} : { price, timeInForce: 'GTC' }),
    });
  },
};

// Last, because everything above must exist by then.
if (role === 'launcher') launch();
else await runStrategy();
