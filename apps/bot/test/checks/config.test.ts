import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../src/checks/config.ts';
import { simulatedConfig } from '../support/configs.ts';

const check = (loadConfig: () => Promise<unknown>, settings = {}) => checkConfig({ loadConfig, settings });
const written = (changes: object) => async () => ({ ...simulatedConfig, ...changes });

describe('a configuration that is whole', () => {
  it('passes, is the proof, and says what trades where under how many limits', async () => {
    const { result, says, proof, evidence } = await check(written({}));
    expect(result).toBe('pass');
    expect(says).toBe('simulated, binance spot, BTC/USDT; 9 limits set, 0 loosened');
    expect(proof).toMatchObject({ mode: 'simulated', strategy: 'quiet' });
    expect(evidence).toMatchObject({ mode: 'simulated', exchange: 'binance', loosened: [] });
  });

  it('names every limit that was loosened', async () => {
    const { maxOrderVolume: _, maxOpenOrders: __, ...limits } = simulatedConfig.limits;
    const reason = 'tested with a whole account';
    const loosened = { unlimitedOrderVolume: reason, unlimitedOpenOrders: reason };
    const { says, evidence } = await check(written({ limits: { ...limits, loosened } }));
    expect(says).toContain('7 limits set, 2 loosened');
    expect(evidence.loosened).toEqual(['maxOrderVolume', 'maxOpenOrders']);
  });
});

describe('a configuration that is not', () => {
  it('fails with all of its problems at once, from the file and from the settings, and has no proof', async () => {
    const { result, evidence, says, fix, proof } = await check(written({ market: 'moon', name: 7 }), {
      BOT_EXPECTED_IPS: 'nowhere',
    });
    expect(result).toBe('fail');
    expect((evidence.problems as string[]).length).toBeGreaterThanOrEqual(3);
    expect(says).toMatch(/^\d problems: /);
    expect(fix).toBe('Mend each of them in bot.config.ts or in the BOT_ variables.');
    expect(proof).toBeUndefined();
  });

  it('says a single problem as it is', async () => {
    const { says, evidence, fix } = await check(written({ mode: 'paper' }));
    expect([says]).toEqual(evidence.problems);
    expect(fix).toBe('Mend it in bot.config.ts or in the BOT_ variables.');
  });

  it.each([
    ['no default export', undefined],
    ['a function', () => ({})],
    ['null', null],
    ['a list', []],
  ])('fails: %s', async (_, file) => {
    expect(await check(async () => file)).toMatchObject({ result: 'fail' });
  });

  it.each([
    ['a syntax error', new SyntaxError("Unexpected token in apiKey: 'REALLY-SECRET'"), 'SyntaxError'],
    ['a thrown string', 'REALLY-SECRET', 'string'],
    ['nothing at all', undefined, 'undefined'],
  ])('that cannot be loaded is said by the kind of its error alone: %s', async (_, thrown, kind) => {
    const verdict = await check(() => Promise.reject(thrown));
    expect(verdict).toMatchObject({ result: 'fail' });
    expect(verdict.says).toContain(`cannot be loaded (${kind})`);
    expect(JSON.stringify(verdict)).not.toContain('REALLY-SECRET');
  });

  it('that Node refuses to read as TypeScript is not quoted either', async () => {
    const refusal = Object.assign(new SyntaxError('x\n 3 | secret: "REALLY-SECRET"'), {
      code: 'ERR_INVALID_TYPESCRIPT_SYNTAX',
    });
    const verdict = await check(() => Promise.reject(refusal));
    expect(verdict.says).toContain('cannot be loaded (ERR_INVALID_TYPESCRIPT_SYNTAX)');
    expect(JSON.stringify(verdict)).not.toContain('REALLY-SECRET');
  });
});
