import { parseArgs } from 'node:util';
import { type Candle, parseCandles } from './candle-file.ts';
import { SimExchangeError } from './error.ts';
import type { SimOptions } from './options.ts';

/** What the process was asked for. */
export interface CommandLine {
  readonly options: Omit<SimOptions, 'clock'>;
  /** Inherited sockets that carry the control protocol; none when the exchange stands alone. */
  readonly control: readonly number[];
}

export const usage = `Usage: main.ts [options]
  --seed N          prices and books follow from it (default 1)
  --candle-ms N     wall milliseconds per one-minute candle (default 60000)
  --balances JSON   decimal text by asset (default {"USDT":"10000","BTC":"0.1"})
  --symbols A,B     (default BTC/USDT,ETH/USDT)
  --candles FILE    JSON rows [ms, open, high, low, close, volume] for the first symbol
  --lock-step       the market moves when it is advanced, and only then
  --port N          on 127.0.0.1 (default: any free one)
  --control 3,4     inherited sockets for the control protocol`;

const flags = {
  seed: { type: 'string' },
  'candle-ms': { type: 'string' },
  balances: { type: 'string' },
  symbols: { type: 'string' },
  candles: { type: 'string' },
  'lock-step': { type: 'boolean' },
  port: { type: 'string' },
  control: { type: 'string' },
} as const;

/**
 * Reads the arguments of the process.
 * @param read returns the text of a file
 * @throws SimExchangeError OPTION_INVALID or CANDLES_INVALID
 */
export function readCommandLine(args: readonly string[], read: (file: string) => string): CommandLine {
  const values = valuesIn(args);
  const candles = values.candles === undefined ? undefined : candlesIn(values.candles, read);
  const port = wholeNumber('port', values.port);
  return {
    control: (values.control ?? '')
      .split(',')
      .filter(Boolean)
      .map((fd) => wholeNumber('control', fd) ?? 0),
    options: {
      seed: wholeNumber('seed', values.seed) ?? 1,
      candleMs: wholeNumber('candle-ms', values['candle-ms']) ?? 60_000,
      balances: balancesIn(values.balances ?? '{"USDT":"10000","BTC":"0.1"}'),
      lockStep: values['lock-step'] ?? false,
      ...(values.symbols === undefined ? {} : { symbols: values.symbols.split(',') }),
      ...(candles === undefined ? {} : { candles }),
      ...(port === undefined ? {} : { port }),
    },
  };
}

function valuesIn(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new SimExchangeError(
      'OPTION_INVALID',
      `The command line has an argument that is not known or lacks its value.\n${usage}`,
      {
        cause: error,
      },
    );
  }
}

function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) {
    throw new SimExchangeError('OPTION_INVALID', `--${flag} is not a whole number: correct it.`);
  }
  return Number(text);
}

function balancesIn(text: string): Readonly<Record<string, string>> {
  try {
    // Looked at closely with the other options.
    return JSON.parse(text);
  } catch (error) {
    throw new SimExchangeError('OPTION_INVALID', '--balances is not JSON: write it as in {"USDT":"10000"}.', {
      cause: error,
    });
  }
}

function candlesIn(file: string, read: (file: string) => string): readonly Candle[] {
  let rows: unknown;
  try {
    rows = JSON.parse(read(file));
  } catch (error) {
    const isUnreadable = error instanceof Error && 'code' in error;
    throw new SimExchangeError(
      'CANDLES_INVALID',
      isUnreadable
        ? 'The candle file cannot be read: check its path.'
        : 'The candle file is not JSON: check its format.',
      { cause: error },
    );
  }
  return parseCandles(rows);
}
