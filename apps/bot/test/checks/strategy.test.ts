import type { Config } from '@gatehouse/config';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/checklist.ts';
import { withStrategyFile } from '../../src/checks/strategy.ts';
import type { World } from '../../src/world.ts';

const checked = async (strategy: string): Promise<Verdict<Config>> => ({
  result: 'pass',
  says: 'well',
  evidence: {},
  proof: { strategy } as Config,
});
const world = (verb: string, strategies: readonly string[]) =>
  ({ errand: { verb }, machine: { strategies } }) as unknown as Pick<World, 'errand' | 'machine'>;

describe('the strategy of a configuration', () => {
  it.each(['start', 'preflight'])('is a file of the folder beside it: %s', async (verb) => {
    const verdict = await withStrategyFile(world(verb, ['quiet', 'sma-cross']), checked('quiet'));
    expect(verdict).toEqual(await checked('quiet'));
  });

  it.each(['start', 'preflight'])('is refused by its name when it is not there: %s', async (verb) => {
    const verdict = await withStrategyFile(world(verb, ['quiet', 'sma-cross']), checked('missing'));
    expect(verdict).toMatchObject({
      result: 'fail',
      says: 'strategy: strategies/missing.ts is not there (there: quiet, sma-cross).',
    });
    expect(verdict.proof).toBeUndefined();
    expect(verdict.evidence.problems).toEqual([`${verdict.says} ${verdict.fix}`]);
  });

  it('is refused where nothing is there, and where names only look alike', async () => {
    expect((await withStrategyFile(world('start', []), checked('quiet'))).says).toContain('there is none');
    const many = ['quiet2', 'Quiet', 'a', 'b', 'c', 'd'];
    const { says } = await withStrategyFile(world('start', many), checked('quiet'));
    expect(says).toContain('(there: quiet2, Quiet, a, b, c)');
  });

  it.each(['rotate check', 'tidy', 'ip'])('is nothing to %s', async (verb) => {
    expect(await withStrategyFile(world(verb, []), checked('missing'))).toEqual(await checked('missing'));
  });

  it('is not looked at where the configuration is wrong already', async () => {
    const wrong = { result: 'fail', says: 'no', evidence: {} } as const;
    expect(await withStrategyFile(world('start', []), Promise.resolve(wrong))).toBe(wrong);
  });
});
