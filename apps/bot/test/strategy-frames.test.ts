import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readStrategyFrame } from '../src/strategy-frames.ts';
import { anyText } from './support/text.ts';

const order = { symbol: 'BTC/USDT', side: 'buy', kind: 'market', amount: '0.1', reason: 'because' };
const hello = {
  hello: { name: 'sma', symbols: ['BTC/USDT'], timeframe: '1m', warmup: 21, onFill: false, onRefusal: true },
};
const id = randomBytes(16).toString('hex');

const wrong = (value: unknown): string => {
  const read = readStrategyFrame(value);
  return 'wrong' in read ? read.wrong : 'nothing is wrong';
};
const isRead = (value: unknown) => 'frame' in readStrategyFrame(value);
const withOrder = (change: object) => ({ id: 1, memory: null, actions: [{ place: { ...order, ...change } }] });

// The desk builds no code from text, so there zod reads without it; both ways must say the same.
describe.each([
  ['as in the desk, which builds no code from text', true],
  ['as anywhere else', false],
])('a frame, read %s', (_where, jitless) => {
  const before = z.config().jitless ?? false;
  beforeAll(() => void z.config({ jitless }));
  afterAll(() => void z.config({ jitless: before }));

  it.each([
    ['a hello', hello],
    ['an answer that asks for nothing', { id: 1, actions: [], memory: null }],
    ['a market order', withOrder({})],
    ['an order for contracts', withOrder({ symbol: 'BTC/USDT:USDT', reduceOnly: true })],
    [
      'a limit order with everything',
      withOrder({ kind: 'limit', price: '1.5', timeInForce: 'IOC', postOnly: true, reduceOnly: false }),
    ],
    ['a cancel', { id: 1, memory: { kept: [1, 'two'] }, actions: [{ cancel: id }] }],
    ['what it threw', { id: 1, threw: 'Error: no' }],
    ['why it is unfit', { unfit: 'SyntaxError' }],
  ])('is let through as it is: %s', (_what, frame) => {
    expect(readStrategyFrame(frame)).toEqual({ frame });
  });

  it.each([
    ['no shape', {}, 'it has none of the shapes of an answer'],
    ['null', null, 'it has none of the shapes of an answer'],
    ['a list', [], 'it has none of the shapes of an answer'],
    ['no memory', { id: 1, actions: [] }, 'memory is not as the contract says'],
    ['an amount that is a number', withOrder({ amount: 0.1 }), 'actions.0.place.amount is not as the contract says'],
    ['an unknown name in an order', withOrder({ leverage: 10 }), 'actions.0.place is not as the contract says'],
    ['an unknown name beside an answer', { id: 1, actions: [], memory: 1, more: 1 }, 'the answer is not as'],
    [
      'a cancel of somebody else’s id',
      { id: 1, memory: 1, actions: [{ cancel: 'x-1' }] },
      'actions.0.cancel is not as',
    ],
    ['two things in one action', { id: 1, memory: 1, actions: [{ place: order, cancel: id }] }, 'actions.0 is not as'],
    ['an unknown name in a hello', { hello: { ...hello.hello, key: 1 } }, 'hello is not as the contract says'],
    ['a wrong hello', { hello: { ...hello.hello, warmup: 1.5 } }, 'hello.warmup is not as the contract says'],
    ['a throw without words', { id: 1, threw: 1 }, 'threw is not as the contract says'],
    ['a reason to be unfit without words', { unfit: null }, 'unfit is not as the contract says'],
  ])('is refused by the name of its first wrong field: %s', (_what, frame, sentence) => {
    expect(wrong(frame)).toContain(sentence);
  });

  const fields: Record<string, (value: unknown) => unknown> = {
    symbol: (symbol) => withOrder({ symbol }),
    side: (side) => withOrder({ side }),
    kind: (kind) => withOrder({ kind }),
    amount: (amount) => withOrder({ amount }),
    price: (price) => withOrder({ kind: 'limit', price }),
    reason: (reason) => withOrder({ reason }),
    timeInForce: (timeInForce) => withOrder({ timeInForce }),
    postOnly: (postOnly) => withOrder({ postOnly }),
    reduceOnly: (reduceOnly) => withOrder({ reduceOnly }),
    cancel: (cancel) => ({ id: 1, memory: null, actions: [{ cancel }] }),
    actions: (actions) => ({ id: 1, memory: null, actions }),
    action: (action) => ({ id: 1, memory: null, actions: [action] }),
    id: (value) => ({ id: value, memory: null, actions: [] }),
    'hello.name': (name) => ({ hello: { ...hello.hello, name } }),
    'hello.symbols': (symbols) => ({ hello: { ...hello.hello, symbols } }),
    'hello.timeframe': (timeframe) => ({ hello: { ...hello.hello, timeframe } }),
    'hello.warmup': (warmup) => ({ hello: { ...hello.hello, warmup } }),
    'hello.onFill': (onFill) => ({ hello: { ...hello.hello, onFill } }),
    threw: (threw) => ({ id: 1, threw }),
  };
  const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown;
  const kinds: readonly unknown[] = [
    ...[undefined, null, NaN, Infinity, -1, 0.5, 1e300, 10n, '', ' ', '1e5', '-1', '+1', '.5', '1.', '0x1', '١'],
    ...[
      'x'.repeat(2_001),
      '9'.repeat(21),
      `0.${'1'.repeat(21)}`,
      'btc/usdt',
      'BTC',
      'BTC/USDT/X',
      'BTC/USDT:',
      'BTC/USDT:a',
      'BTC/USDT\n',
      'BUY',
    ],
    ...[[], [[]], {}, { length: 1 }, deep, Symbol('s'), () => 1, new Date(), Array(51).fill({ cancel: id })],
    ...[JSON.parse('{"__proto__":{"amount":"1"}}'), JSON.parse('{"constructor":1}'), Object.create(null), 'prototype'],
  ];
  /** Of the wrong kinds above, what a field may nevertheless be. */
  const fine: Record<string, (value: unknown) => boolean> = {
    actions: (value) => Array.isArray(value) && value.length === 0,
    reason: (value) => typeof value === 'string' && value !== '' && value.length <= 300,
    threw: (value) => typeof value === 'string' && value.length <= 2_000,
    'hello.name': (value) => typeof value === 'string' && value !== '' && value.length <= 40,
    id: (value) => value === -1,
    price: (value) => value === undefined,
    timeInForce: (value) => value === undefined,
    postOnly: (value) => value === undefined,
    reduceOnly: (value) => value === undefined,
  };

  it.each(Object.keys(fields))('takes no wrong kind of %s, and says so without a throw', (field) => {
    for (const kind of kinds) {
      const frame = fields[field]?.(kind);
      expect([typeof kind, isRead(frame)]).toEqual([typeof kind, fine[field]?.(kind) ?? false]);
    }
  });

  it.each([
    ['symbols of a hello', { hello: { ...hello.hello, symbols: Array.from({ length: 51 }, (_, at) => `A${at}/B`) } }],
    ['each symbol once', { hello: { ...hello.hello, symbols: ['A/B', 'B/A', 'A/B'] } }],
    ['no symbol', { hello: { ...hello.hello, symbols: [] } }],
    ['warm-up', { hello: { ...hello.hello, warmup: 1_001 } }],
    ['actions', { id: 1, memory: null, actions: Array(51).fill({ cancel: id }) }],
    ['words of a reason', withOrder({ reason: 'x'.repeat(301) })],
    ['digits', withOrder({ amount: '1'.repeat(21) })],
  ])('has a limit: %s', (_what, frame) => {
    expect(isRead(frame)).toBe(false);
  });

  it('keeps a memory as it came, with names that mean something to objects, and pollutes nothing', () => {
    const memory = JSON.parse(
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    ) as object;
    const read = readStrategyFrame({ id: 1, actions: [], memory });
    expect(JSON.stringify('frame' in read && 'actions' in read.frame && read.frame.memory)).toBe(
      JSON.stringify(memory),
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['in an order', '{"id":1,"memory":1,"actions":[{"place":{"__proto__":{"price":"1"}}}]}'],
    ['in an action', '{"id":1,"memory":1,"actions":[{"__proto__":{"cancel":"0"}}]}'],
    ['beside an answer', '{"id":1,"memory":1,"actions":[],"__proto__":{"hello":1}}'],
    ['alone', '{"__proto__":{"hello":1}}'],
  ])('refuses the name __proto__ %s', (_where, text) => {
    const frame = JSON.parse(text) as { actions?: { place?: object }[] };
    const place = frame.actions?.[0]?.place;
    if (place !== undefined) for (const [name, value] of Object.entries(order)) Object.assign(place, { [name]: value });
    expect(isRead(frame)).toBe(false);
  });

  it('never throws and never repeats a value or a name, whatever JSON it is', () => {
    const mark = randomBytes(12).toString('hex');
    const key = fc.oneof(
      fc.constantFrom('hello', 'actions', 'place', 'memory', 'id', 'threw', 'amount', 'symbols', '__proto__'),
      anyText(8).map((text) => mark + text),
    );
    const { value: tree } = fc.letrec((tie) => ({
      leaf: fc.oneof(fc.constant(mark), fc.integer(), fc.boolean(), fc.constant(null), anyText(10)),
      value: fc.oneof(
        { maxDepth: 5 },
        tie('leaf'),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map(textOfEntries),
      ),
    }));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, tree), { maxLength: 5 }), (entries) => {
        const frame = textOfEntries(entries);
        expect(JSON.stringify(wrong(frame))).not.toContain(mark);
      }),
      { numRuns: 500 },
    );
  });

  it('is read or refused within a moment however large it is', () => {
    const began = performance.now();
    for (const text of [
      `[${'1,'.repeat(60_000)}1]`,
      `${'['.repeat(60_000)}${']'.repeat(60_000)}`,
      `[${'{},'.repeat(40_000)}{}]`,
    ]) {
      const value = JSON.parse(text) as unknown;
      for (const frame of [
        value,
        { id: 1, memory: null, actions: value },
        { id: 1, memory: value, actions: [] },
        { hello: value },
      ])
        expect(typeof wrong(frame)).toBe('string');
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

/** An object with these own names, `__proto__` among them, as JSON.parse makes it. */
function textOfEntries(entries: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(`{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`);
}
