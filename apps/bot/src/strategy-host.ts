import { pathToFileURL } from 'node:url';
import { disarm } from './disarm.ts';
import { openLine } from './frames.ts';
import type { ToStrategy } from './messages.ts';
import type { Action, Context, Strategy } from './strategy.ts';

// The process that runs a strategy with no key, no network and no disk. It imports the one file that it was given and
// answers the desk; whatever the strategy does, this process has nothing to give away.

const [file = ''] = process.argv.slice(2);
// A stop has an order, which the desk keeps: signals to the whole group do not end the strategy first.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
const desk = openLine(3, {
  maxBytes: 4 * 1024 * 1024,
  message: (message) => void answer(message as ToStrategy),
  fault: () => process.exit(1),
  // The desk is gone, so there is nobody to ask for anything.
  end: () => process.exit(0),
});
const leave = process.exit.bind(process);
disarm(process);

let strategy: Strategy;
try {
  const imported: unknown = await import(pathToFileURL(file).href);
  strategy = strategyIn(imported);
  desk.send({
    hello: {
      name: strategy.name,
      symbols: strategy.symbols,
      timeframe: strategy.timeframe,
      warmup: strategy.warmup,
      onFill: typeof strategy.onFill === 'function',
      onRefusal: typeof strategy.onRefusal === 'function',
    },
  });
} catch (error) {
  desk.send({ unfit: textOf(error) });
  desk.close();
  setTimeout(() => leave(1), 50);
}

async function answer(asked: ToStrategy): Promise<void> {
  const { id, context } = asked;
  try {
    const actions = await call(asked, context);
    desk.send({ id, actions: actions ?? [], memory: context.memory ?? null });
  } catch (error) {
    desk.send({ id, threw: textOf(error) });
  }
}

function call(asked: ToStrategy, context: Context): readonly Action[] | Promise<readonly Action[]> | undefined {
  if (asked.call === 'onCandle') return strategy.onCandle(context);
  if (asked.call === 'onFill') return strategy.onFill?.(asked.fill, context);
  return strategy.onRefusal?.(asked.refusal, context);
}

function strategyIn(imported: unknown): Strategy {
  const found = (imported as { default?: unknown }).default;
  if (typeof found !== 'object' || found === null || typeof (found as Strategy).onCandle !== 'function') {
    throw new Error('the file has no default export with an onCandle function');
  }
  return found as Strategy;
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 1_000);
}
