import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../src/command-line.ts';
import { outcomeOf } from './support/ground.ts';

const rows = JSON.stringify([0, 1].map((minute) => [minute * 60_000, 1, 2, 1, 1, 5]));
const read = (file: string): string => {
  if (file === 'good.json') return rows;
  if (file === 'bad.json') return '{';
  throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
};
const line = (...args: string[]) => readCommandLine(args, read);

describe('the command line', () => {
  it('has a default for everything', () => {
    expect(line()).toEqual({
      control: [],
      options: { seed: 1, candleMs: 60_000, balances: { USDT: '10000', BTC: '0.1' }, lockStep: false },
    });
  });

  it('is read whole', () => {
    const all =
      '--seed 7 --candle-ms 50 --symbols A1/B1,C1/D1 --lock-step --port 8080 --control 3,4 --candles good.json'.split(
        ' ',
      );
    const { options, control } = line(...all, '--balances', '{"B1":"5"}');
    expect(control).toEqual([3, 4]);
    expect(options).toMatchObject({
      seed: 7,
      candleMs: 50,
      symbols: ['A1/B1', 'C1/D1'],
      lockStep: true,
      port: 8080,
      balances: { B1: '5' },
    });
    expect(options.candles).toHaveLength(2);
  });

  it.each([
    ['OPTION_INVALID', ['--speed', '2']],
    ['OPTION_INVALID', ['loose']],
    ['OPTION_INVALID', ['--seed']],
    ['OPTION_INVALID', ['--seed', 'x']],
    ['OPTION_INVALID', ['--control', 'x']],
    ['OPTION_INVALID', ['--balances', '{']],
    ['CANDLES_INVALID', ['--candles', 'none.json']],
    ['CANDLES_INVALID', ['--candles', 'bad.json']],
  ])('is refused with %s when it is %j', (code, args) => {
    expect(outcomeOf(() => line(...args))).toBe(code);
  });
});
