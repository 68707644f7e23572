import type { Config } from '@gatehouse/config';
import type { Verdict } from '../checklist.ts';
import type { World } from '../world.ts';

/**
 * Part of check 1: the strategy that the configuration names is a file beside it. The launcher looked, for this process
 * cannot; what the file holds is read by the strategy's own process alone.
 */
export async function withStrategyFile(
  { errand, machine }: Pick<World, 'errand' | 'machine'>,
  checked: Promise<Verdict<Config>>,
): Promise<Verdict<Config>> {
  const verdict = await checked;
  if (verdict.proof === undefined || !trades.has(errand.verb)) return verdict;
  const { strategy } = verdict.proof;
  if (machine.strategies.includes(strategy)) return verdict;
  const there = machine.strategies.slice(0, 5).join(', ');
  const instead = there === '' ? 'there is none in that folder' : `there: ${there}`;
  const says = `strategy: strategies/${strategy}.ts is not there (${instead}).`;
  const fix = 'Put the file beside bot.config.ts, or name another one.';
  return { result: 'fail', says, evidence: { problems: [`${says} ${fix}`] }, fix };
}

/** What runs a strategy, or says whether one would run. */
const trades: ReadonlySet<string> = new Set<World['errand']['verb']>(['start', 'preflight']);
