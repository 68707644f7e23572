import { describe, expect, it } from 'vitest';
import { knownFields } from '../src/schema.ts';
import { changed, freshReason, goodFile, problemsWith } from './samples.ts';

const reason = freshReason();

/** What each field accepts beside the good file, and every wrong kind of value. */
const fields: Record<string, { accepts: readonly unknown[]; refuses: readonly unknown[] }> = {
  name: {
    accepts: ['a', 'bot-1', 'x'.repeat(12)],
    refuses: ['', 'Bot', 'x'.repeat(13), 'a b', 'a\n', 'ä', 1, null, undefined, ['a']],
  },
  mode: { accepts: ['live'], refuses: ['', 'LIVE', 'real', 1, null, undefined, true, 'toString'] },
  exchange: {
    accepts: ['okx'],
    refuses: ['', 'Binance', '../binance', 'a b', 'b'.repeat(33), 1, null, undefined, '__proto__'],
  },
  account: { accepts: ['classic', 'unified', undefined], refuses: ['Unified', 'uta', '', null, 1, true] },
  market: { accepts: [], refuses: ['futures', '', null, undefined, 1] },
  symbols: {
    accepts: [['BTC/USDT']],
    refuses: [
      [],
      ['BTC/USDT', 'BTC/USDT'],
      ['BTCUSDT'],
      ['BTC/USDT:USDT'],
      ['/USDT'],
      ['BTC/'],
      [1],
      [null],
      'BTC/USDT',
      { 0: 'BTC/USDT' },
      null,
      undefined,
    ],
  },
  strategy: {
    accepts: ['mine', 'My_2-x'],
    refuses: ['', 'sma-cross.ts', '../x', 'a/b', 'x'.repeat(65), null, undefined, 1],
  },
  limits: { accepts: [], refuses: [undefined, null, [], 'none', 1] },
  'limits.maxOrderValue': {
    accepts: [{ USDT: '0.5' }, { USDT: '500', EUR: '1' }],
    refuses: [
      { USDT: 500 },
      { USDT: '0' },
      { USDT: '0.00' },
      { USDT: '-1' },
      { USDT: '1e3' },
      { USDT: '1,000' },
      { USDT: '01' },
      { USDT: '.5' },
      { USDT: ' 1' },
      { USDT: '' },
      { USDT: '9'.repeat(22) },
      { USDT: 'Infinity' },
      { USDT: null },
      {},
      [],
      '500',
      500,
      null,
      { USDT: '1', 'a b': '1' },
    ],
  },
  'limits.maxOrderVolume': { accepts: [{ BTC: '1' }], refuses: [{ BTC: 1 }, {}, 'x', null, { ETH: '1' }] },
  'limits.priceCollarBps': {
    accepts: [1, 10_000],
    refuses: [0, -1, 1.5, 10_001, Number.NaN, Number.POSITIVE_INFINITY, '200', null, 1n],
  },
  'limits.referenceMaxAgeMs': { accepts: [1], refuses: [undefined, 0, 600_001, '5000', null] },
  'limits.maxOpenOrders': { accepts: [1], refuses: [0, 1.5, '5', null, 2 ** 53] },
  'limits.maxMessagesPerMinute': { accepts: [1], refuses: [0, '60', null] },
  'limits.duplicateWindowMs': { accepts: [1], refuses: [0, '1', null] },
  'limits.maxSubmitDelayMs': { accepts: [60_000], refuses: [undefined, 0, 60_001, '1', null] },
  'limits.symbols': { accepts: [['BTC/USDT', 'ETH/USDT']], refuses: [[], ['x'], 'any', null, ['ETH/USDT']] },
  'limits.loosened': { accepts: [{}], refuses: [[], null, 'all', { everything: reason }] },
  'limits.loosened.allowAnySymbol': { accepts: [reason], refuses: ['', 'too short', ' '.repeat(20), true, null] },
  'rotation.tradingDays': { accepts: [1, 3650], refuses: [0, 3651, '30', null, 1.5] },
  'rotation.graceDays': { accepts: [0], refuses: [-1, 366, null] },
  rotation: { accepts: [{}], refuses: [null, [], 30] },
  onStop: { accepts: ['cancel-entries', 'cancel-all', 'leave'], refuses: ['cancel', '', null, true] },
  acceptUnknown: {
    accepts: [{}, { coinbase: { ipBinding: reason } }],
    refuses: [
      { Coinbase: {} },
      { coinbase: { 'ip binding': reason } },
      { coinbase: { ipBinding: 'short' } },
      { coinbase: { ipBinding: true } },
      { coinbase: reason },
      [],
      null,
      true,
    ],
  },
  reauditMinutes: { accepts: [1, 1440], refuses: [0, 1441, '60', null] },
  simulated: { accepts: [{}], refuses: [null, [], true, { sed: 1 }] },
  'simulated.seed': { accepts: [0, 2 ** 32 - 1], refuses: [-1, 2 ** 32, 0.5, '1', null] },
  'simulated.candleMs': { accepts: [1], refuses: [0, null, '250'] },
  'simulated.balances': {
    accepts: [{}, { USDT: '0' }],
    refuses: [{ USDT: 1 }, { USDT: '-1' }, { USDT: '' }, [], null],
  },
  'simulated.candles': { accepts: ['a.json'], refuses: ['', ' ', 'a\0b', 1, null] },
  expectedIps: {
    accepts: [[], ['203.0.113.7'], ['2001:db8::/32']],
    refuses: [['x'], [1], '203.0.113.7', null, ['1.2.3.4', '1.2.3.4']],
  },
  publicIpUrls: {
    accepts: [[], ['https://a.example/ip']],
    refuses: [['http://a.example'], ['a.example'], 'https://a.example', null],
  },
};

const rows = (which: 'accepts' | 'refuses') =>
  Object.entries(fields).flatMap(([path, values]) => values[which].map((value) => ({ path, value })));
const show = (value: unknown) => (typeof value === 'bigint' ? 'a bigint' : (JSON.stringify(value) ?? 'nothing'));

describe('the schema of bot.config.ts', () => {
  it('accepts the good file', async () => {
    expect(await problemsWith(goodFile())).toEqual([]);
  });

  it.each(rows('accepts').map((row) => [row.path, show(row.value), row.value] as const))(
    'accepts %s: %s',
    async (path, _, value) => {
      // What does not go together with the rest of the good file is contradictions.ts's to say.
      const together = ['keep one', 'simulated mode plays'];
      const problems = await problemsWith(changed(path, value));
      expect(problems.filter((problem) => !together.some((words) => problem.includes(words)))).toEqual([]);
    },
  );

  it.each(rows('refuses').map((row) => [row.path, show(row.value), row.value] as const))(
    'refuses %s: %s',
    async (path, _, value) => {
      const problems = await problemsWith(changed(path, value));
      expect(problems.length).toBeGreaterThan(0);
      const own = path.split('.')[0] ?? path;
      for (const problem of problems) expect(problem).toContain(own);
    },
  );

  it('knows the fields at each depth, so that a slip can be corrected', () => {
    expect(knownFields['']).toContain('strategy');
    expect(knownFields.limits).toContain('maxOrderValue');
    expect(knownFields['limits.loosened']).toHaveLength(8);
    expect(knownFields.rotation).toHaveLength(4);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('refuses %s as a field', async (name) => {
    const file = JSON.parse(JSON.stringify(goodFile()).replace('{', `{"${name}":{"mode":"live"},`));
    expect(await problemsWith(file)).toEqual([expect.stringContaining(`${name} is not a field`)]);
  });
});
