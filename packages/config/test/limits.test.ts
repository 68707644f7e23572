import { describe, expect, it } from 'vitest';
import { limitProblems, limitRows, limitsFrom } from '../src/limits.ts';
import { readConfig } from '../src/read-config.ts';
import { changed, freshReason, goodFile, problemsWith, swapFile } from './samples.ts';

const flagged = limitRows.flatMap(({ name, flag, only }) => {
  const file = only === 'swap' ? swapFile() : goodFile();
  return flag ? [{ name, flag: flag.name, word: flag.word, file }] : [];
});
const own = flagged.filter(({ name }) => name !== 'symbols');

describe('each limit with a flag', () => {
  it.each(own)('$name that is neither set nor loosened is refused, with both named', async ({ name, flag, file }) => {
    const problems = await problemsWith(changed(`limits.${name}`, undefined, file));
    expect(problems).toEqual([expect.stringContaining(`limits.${name} is neither set nor loosened`)]);
    expect(problems[0]).toContain(`limits.loosened.${flag}`);
  });

  it.each(own)('$name that is set and loosened at once is refused, with both named', async ({ name, flag, file }) => {
    const problems = await problemsWith(changed(`limits.loosened.${flag}`, freshReason(), file));
    expect(problems).toEqual([`limits.${name} is set, and limits.loosened.${flag} takes it away: keep one of them.`]);
  });

  it.each(flagged)('$name loosened by $flag becomes the word', async ({ name, word, flag, file }) => {
    const { [name]: _, ...limits } = file.limits;
    const config = await readConfig({
      file: { ...file, limits: { ...limits, loosened: { [flag]: freshReason() } } },
      settings: {},
    });
    expect(config.limits[name]).toBe(word);
  });

  it.each(flagged)('$flag without a written reason is refused', async ({ name, flag, file }) => {
    const { [name]: _, ...limits } = file.limits;
    for (const reason of ['because', true, '', null]) {
      const problems = await problemsWith({ ...file, limits: { ...limits, loosened: { [flag]: reason } } });
      expect(problems).toEqual([expect.stringContaining(`limits.loosened.${flag} must be a reason`)]);
    }
  });
});

describe('the limits', () => {
  it.each(['referenceMaxAgeMs', 'maxSubmitDelayMs'])('%s has no flag and cannot be left out', async (name) => {
    expect(await problemsWith(changed(`limits.${name}`, undefined))).toEqual([
      expect.stringContaining(`limits.${name} is missing`),
    ]);
  });

  it('are all named at once when all are missing', () => {
    expect(limitProblems({}, {}, 'swap')).toHaveLength(limitRows.length - 1);
    expect(limitProblems({}, {}, 'spot')).toHaveLength(limitRows.length - 2);
  });

  it('allow what the bot trades, and only that, unless something else is written', () => {
    expect(limitsFrom(goodFile().limits, ['BTC/USDT'], 'spot').symbols).toEqual(['BTC/USDT']);
    expect(limitsFrom({ ...goodFile().limits, symbols: ['A/B'] }, ['BTC/USDT'], 'spot').symbols).toEqual(['A/B']);
  });

  it('of a position are for contracts alone, and are not there on a spot market', async () => {
    const problem = (written: string) => [`limits.${written} bounds nothing but market 'swap': take it out.`];
    expect(await problemsWith(changed('limits.maxPositionValue', { USDT: '1' }))).toEqual(problem('maxPositionValue'));
    expect(await problemsWith(changed('limits.loosened.unlimitedPositionValue', freshReason()))).toEqual(
      problem('loosened.unlimitedPositionValue'),
    );
    expect((await readConfig({ file: goodFile(), settings: {} })).limits).not.toHaveProperty('maxPositionValue');
    expect((await readConfig({ file: swapFile(), settings: {} })).limits.maxPositionValue).toEqual({ USDT: '2000' });
  });

  it('refuse a list of symbols beside the flag that allows any', async () => {
    const limits = { ...goodFile().limits, symbols: ['BTC/USDT'], loosened: { allowAnySymbol: freshReason() } };
    expect(await problemsWith({ ...goodFile(), limits })).toEqual([
      expect.stringContaining('allowAnySymbol takes it away'),
    ]);
  });
});
