import { describe, expect, it } from 'vitest';
import { limitProblems, limitRows, limitsFrom } from '../src/limits.ts';
import { readConfig } from '../src/read-config.ts';
import { changed, freshReason, goodFile, problemsWith } from './samples.ts';

const flagged = limitRows.flatMap(({ name, flag }) => (flag ? [{ name, flag: flag.name, word: flag.word }] : []));
const own = flagged.filter(({ name }) => name !== 'symbols');

describe('each limit with a flag', () => {
  it.each(own)('$name that is neither set nor loosened is refused, with both named', async ({ name, flag }) => {
    const problems = await problemsWith(changed(`limits.${name}`, undefined));
    expect(problems).toEqual([expect.stringContaining(`limits.${name} is neither set nor loosened`)]);
    expect(problems[0]).toContain(`limits.loosened.${flag}`);
  });

  it.each(own)('$name that is set and loosened at once is refused, with both named', async ({ name, flag }) => {
    const problems = await problemsWith(changed(`limits.loosened.${flag}`, freshReason()));
    expect(problems).toEqual([`limits.${name} is set, and limits.loosened.${flag} takes it away: keep one of them.`]);
  });

  it.each(flagged)('$name loosened by $flag becomes the word', async ({ name, word, flag }) => {
    const { [name]: _, ...limits } = goodFile().limits;
    const config = await readConfig({
      file: { ...goodFile(), limits: { ...limits, loosened: { [flag]: freshReason() } } },
      settings: {},
    });
    expect(config.limits[name]).toBe(word);
  });

  it.each(flagged)('$flag without a written reason is refused', async ({ name, flag }) => {
    const { [name]: _, ...limits } = goodFile().limits;
    for (const reason of ['because', true, '', null]) {
      const problems = await problemsWith({ ...goodFile(), limits: { ...limits, loosened: { [flag]: reason } } });
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
    expect(limitProblems({}, {})).toHaveLength(limitRows.length - 1);
  });

  it('allow what the bot trades, and only that, unless something else is written', () => {
    expect(limitsFrom(goodFile().limits, ['BTC/USDT']).symbols).toEqual(['BTC/USDT']);
    expect(limitsFrom({ ...goodFile().limits, symbols: ['A/B'] }, ['BTC/USDT']).symbols).toEqual(['A/B']);
  });

  it('refuse a list of symbols beside the flag that allows any', async () => {
    const limits = { ...goodFile().limits, symbols: ['BTC/USDT'], loosened: { allowAnySymbol: freshReason() } };
    expect(await problemsWith({ ...goodFile(), limits })).toEqual([
      expect.stringContaining('allowAnySymbol takes it away'),
    ]);
  });
});
