import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, readConfig } from '@gatehouse/config';
import type { Verdict } from '../checklist.ts';
import type { World } from '../world.ts';

/** Check 1. Every unknown, missing or contradictory field is listed at once, and nothing else is looked at before. */
export async function checkConfig(world: Pick<World, 'loadConfig' | 'settings'>): Promise<Verdict<Config>> {
  let config: Config;
  try {
    config = await readConfig({ file: await inTime(world.loadConfig()), settings: world.settings });
  } catch (error) {
    const problems = problemsOf(error);
    return {
      result: 'fail',
      says: problems.length === 1 ? (problems[0] ?? '') : `${problems.length} problems: ${problems.join(' ')}`,
      evidence: { problems },
      fix: `Mend ${problems.length === 1 ? 'it' : 'each of them'} in bot.config.ts or in the BOT_ variables.`,
    };
  }
  const loosened = Object.entries(config.limits).filter(([, value]) =>
    ['unlimited', 'none', 'allowed', 'any'].includes(String(value)),
  );
  const limits = Object.keys(config.limits).length;
  return {
    result: 'pass',
    says: `${config.mode}, ${config.exchange}${config.account === 'classic' ? '' : ` ${config.account}`} ${config.market}, ${config.symbols.join(' ')}; ${limits - loosened.length} limits set, ${loosened.length} loosened`,
    evidence: {
      mode: config.mode,
      exchange: config.exchange,
      symbols: config.symbols,
      strategy: config.strategy,
      loosened: loosened.map(([name]) => name),
    },
    proof: config,
  };
}

/** A file that awaits something for ever is not loaded. */
async function inTime(loading: Promise<unknown>): Promise<unknown> {
  const gaveUp = new AbortController();
  try {
    return await Promise.race([
      loading,
      sleep(loadMs, undefined, { signal: gaveUp.signal }).then(() => Promise.reject(new Late())),
    ]);
  } finally {
    gaveUp.abort();
  }
}

const loadMs = 10_000;

class Late extends Error {
  readonly problems = [`bot.config.ts was not loaded within ${loadMs / 1_000} seconds: take out what it waits for.`];
}

function problemsOf(error: unknown): readonly string[] {
  if (error instanceof Error && 'problems' in error && Array.isArray(error.problems)) return error.problems.map(String);
  // The file itself could not be read as code. Node's own message may quote it, so only the kind of error is said.
  return [`bot.config.ts cannot be loaded (${kindOf(error)}): it must be valid TypeScript with a default export.`];
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^E[A-Z_]{1,40}$/.test(code) ? code : error.name;
}
