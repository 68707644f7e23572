import { randomBytes } from 'node:crypto';
import type { BotConfig } from '../src/bot-config.ts';
import { ConfigError } from '../src/error.ts';
import { readConfig } from '../src/read-config.ts';
import type { Settings } from '../src/settings.ts';

/** A whole configuration; each test changes what it is about. */
export function goodFile(): BotConfig {
  return {
    name: 'first-bot',
    mode: 'simulated',
    exchange: 'binance',
    market: 'spot',
    symbols: ['BTC/USDT'],
    strategy: 'sma-cross',
    limits: {
      maxOrderValue: { USDT: '500' },
      maxOrderVolume: { BTC: '0.01' },
      priceCollarBps: 200,
      referenceMaxAgeMs: 5_000,
      maxOpenOrders: 5,
      maxMessagesPerMinute: 60,
      duplicateWindowMs: 10_000,
      maxSubmitDelayMs: 2_000,
    },
  };
}

/** A whole configuration that trades contracts. */
export function swapFile(): BotConfig {
  const { limits, ...file } = goodFile();
  return {
    ...file,
    mode: 'live',
    exchange: 'binanceusdm',
    market: 'swap',
    symbols: ['BTC/USDT:USDT'],
    limits: { ...limits, maxPositionValue: { USDT: '2000' } },
  };
}

/** The good file, or another, with one field, named by its path, replaced or (undefined) taken out. */
export function changed(path: string, value: unknown, of: BotConfig = goodFile()): unknown {
  const file = structuredClone(of) as unknown as Record<string, unknown>;
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let at = file;
  for (const part of parts) {
    at[part] ??= {};
    at = at[part] as Record<string, unknown>;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
  return file;
}

/** Every problem that reading finds, none when it is well. Anything but a ConfigError is thrown on. */
export async function problemsWith(file: unknown, settings: Settings = {}): Promise<readonly string[]> {
  try {
    await readConfig({ file, settings });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError) || error.code !== 'CONFIG_INVALID') throw error;
    return error.problems;
  }
}

export const freshKey = () => randomBytes(32).toString('hex');
export const freshReason = () => `measured on ${randomBytes(4).toString('hex')}`;
