import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '../src/strategy.ts';
import { type StrategyFault, StrategyLine } from '../src/strategy-line.ts';
import { anyText } from './support/text.ts';
import { turn } from './support/turn.ts';
import { farEndOf, wireOf } from './support/wire.ts';

const deadlineMs = 1_000;
const context = { symbol: 'BTC/USDT' } as Context;
const hello = { name: 'sma', symbols: ['BTC/USDT'], timeframe: '1m', warmup: 3, onFill: false, onRefusal: false };

function open() {
  const { far, socket } = wireOf();
  const faults: StrategyFault[] = [];
  const line = new StrategyLine(socket, { deadlineMs, onFault: (fault) => faults.push(fault) });
  return { line, faults, far, strategy: farEndOf(far), ask: () => line.ask({ call: 'onCandle', context }) };
}

/** The code that a question ends with. */
const codeOf = (question: Promise<unknown>) =>
  question.then(
    () => 'answered',
    (error: StrategyFault) => error.code,
  );

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a strategy that answers', () => {
  it('says what it is', async () => {
    const { line, strategy, faults } = open();
    const asked = line.hello();
    strategy.say({ hello });
    expect(await asked).toEqual(hello);
    expect(faults).toEqual([]);
  });

  it('is asked one thing after the other, each with a number of its own', async () => {
    const { strategy, ask, faults } = open();
    for (const id of [1, 2, 3]) {
      const asked = ask();
      await turn();
      expect(strategy.heard.at(-1)).toEqual({ id, call: 'onCandle', context });
      strategy.say({ id, actions: [], memory: { count: id } });
      expect(await asked).toEqual({ actions: [], memory: { count: id } });
    }
    expect(faults).toEqual([]);
  });

  it('has answered in time just before the deadline', async () => {
    const { strategy, ask } = open();
    const asked = ask();
    await turn();
    vi.advanceTimersByTime(deadlineMs - 1);
    strategy.say({ id: 1, actions: [], memory: null });
    await asked;
    vi.advanceTimersByTime(deadlineMs);
    const next = ask();
    await turn();
    strategy.say({ id: 2, actions: [], memory: null });
    expect(await codeOf(next)).toBe('answered');
  });
});

describe('a strategy that cannot be loaded', () => {
  it('ends with STRATEGY_UNFIT and its own words, made plain', async () => {
    const { line, strategy } = open();
    const asked = line.hello();
    strategy.say({ unfit: 'SyntaxError: \u001b[31mred\nline' });
    await expect(asked).rejects.toMatchObject({
      code: 'STRATEGY_UNFIT',
      message: 'The strategy could not be loaded: SyntaxError:  [31mred line',
      fix: expect.stringContaining('Mend the strategy file'),
    });
  });
});

describe('a strategy that throws', () => {
  it('ends with STRATEGY_THREW, which names the call', async () => {
    const { strategy, ask, faults } = open();
    const asked = ask();
    await turn();
    strategy.say({ id: 1, threw: 'Error: boom' });
    await expect(asked).rejects.toMatchObject({
      code: 'STRATEGY_THREW',
      message: 'The strategy threw in onCandle: Error: boom',
    });
    expect(faults.map(({ code }) => code)).toEqual(['STRATEGY_THREW']);
  });

  it('has one sentence of bounded length, whatever it threw', async () => {
    await fc.assert(
      fc.asyncProperty(anyText(1_500), async (text) => {
        const { strategy, ask, faults } = open();
        const asked = codeOf(ask());
        await turn();
        strategy.say({ id: 1, threw: text });
        expect(await asked).toBe('STRATEGY_THREW');
        expect(faults[0]?.message).toMatch(/^[^\p{Cc}\p{Cf}\u2028\u2029]{1,550}$/u);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a strategy that hangs', () => {
  it.each(['hello', 'ask'] as const)('ends with STRATEGY_HUNG at the deadline: %s', async (question) => {
    const { line, ask, faults } = open();
    const asked = codeOf(question === 'hello' ? line.hello() : ask());
    await turn();
    vi.advanceTimersByTime(deadlineMs - 1);
    await turn();
    expect(faults).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(await asked).toBe('STRATEGY_HUNG');
    expect(faults.map(({ code }) => code)).toEqual(['STRATEGY_HUNG']);
  });

  it('is not heard when it wakes up, and is asked nothing more', async () => {
    const { strategy, ask, faults } = open();
    const asked = codeOf(ask());
    vi.advanceTimersByTime(deadlineMs);
    await asked;
    strategy.say({ id: 1, actions: [], memory: null });
    await turn();
    expect(faults).toHaveLength(1);
    expect(await codeOf(ask())).toBe('STRATEGY_HUNG');
    expect(strategy.heard).toHaveLength(1);
  });
});

describe('a strategy that says what nobody asked for', () => {
  it.each([
    ['an answer before any question', [{ id: 1, actions: [], memory: null }]],
    ['a second hello', [{ hello }, { hello }]],
    ['word that it is unfit, after all', [{ hello }, { unfit: 'no' }]],
  ])('ends with STRATEGY_FLOOD: %s', async (_what, frames) => {
    const { line, strategy, faults } = open();
    const asked = codeOf(line.hello());
    strategy.say(...frames);
    await asked;
    await turn();
    expect(faults.map(({ code }) => code)).toEqual(['STRATEGY_FLOOD']);
  });

  it.each([
    ['the number of a question that was not asked', { id: 2, actions: [], memory: null }],
    ['the number of an earlier question', { id: 0, actions: [], memory: null }],
    ['a throw under another number', { id: 7, threw: 'x' }],
    ['a hello', { hello }],
  ])('ends a question that is open: %s', async (_what, frame) => {
    const { strategy, ask } = open();
    const asked = codeOf(ask());
    await turn();
    strategy.say(frame);
    expect(await asked).toBe('STRATEGY_FLOOD');
  });

  it('ends at the second of two answers, and the first holds', async () => {
    const { strategy, ask, faults } = open();
    const asked = ask();
    await turn();
    strategy.say({ id: 1, actions: [], memory: 'first' }, { id: 1, actions: [], memory: 'second' });
    expect((await asked).memory).toBe('first');
    expect(faults.map(({ code }) => code)).toEqual(['STRATEGY_FLOOD']);
  });
});

describe('a strategy that does not keep to the contract', () => {
  it.each([
    ['garbage', 'garbage\n', 'a line that is not JSON'],
    ['a line without end', `"${'x'.repeat(140_000)}`, 'a line longer than 131072 bytes'],
    ['a wrong field', '{"id":1,"actions":[{"withdraw":1}],"memory":1}\n', 'an answer in which actions.0'],
    ['null', 'null\n', 'an answer in which it has none of the shapes'],
  ])('ends with STRATEGY_FRAME: %s', async (_what, text, sentence) => {
    const { strategy, ask, faults } = open();
    const asked = codeOf(ask());
    await turn();
    strategy.raw(text);
    expect(await asked).toBe('STRATEGY_FRAME');
    expect(faults[0]?.message).toContain(sentence);
  });

  it('says one fault and no more, whatever it goes on to send', async () => {
    const frames = fc.constantFrom(
      'garbage\n',
      '{"id":1,"actions":[],"memory":null}\n',
      '{"id":1,"threw":"x"}\n',
      '{}\n',
      '1',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(frames, { minLength: 3, maxLength: 8 }), fc.boolean(), async (texts, ends) => {
        const { strategy, ask, faults, far } = open();
        const asked = codeOf(ask());
        await turn();
        for (const text of texts) strategy.raw(text);
        if (ends) far.end();
        await turn();
        vi.advanceTimersByTime(deadlineMs);
        await asked;
        await turn();
        expect(faults.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a strategy whose process ends', () => {
  it('ends an open question and every later one with STRATEGY_ENDED', async () => {
    const { line, ask, far } = open();
    const asked = codeOf(ask());
    expect(line.gone).toBe(false);
    far.end();
    expect([await asked, await codeOf(ask()), await codeOf(line.hello())]).toEqual(Array(3).fill('STRATEGY_ENDED'));
    expect(line.gone).toBe(true);
  });
});

describe('letting go', () => {
  it('is no fault of the strategy, and what it says afterwards is nobody’s news', async () => {
    const { line, strategy, faults, far } = open();
    line.close();
    strategy.raw('garbage\n');
    far.end();
    await turn();
    expect(faults).toEqual([]);
  });

  it('ends what is still being asked, so that nobody waits for ever', async () => {
    const { line, ask } = open();
    const asked = codeOf(ask());
    await turn();
    line.close();
    expect(await asked).toBe('STRATEGY_ENDED');
    const other = open();
    const greeted = codeOf(other.line.hello());
    other.line.close();
    expect(await greeted).toBe('STRATEGY_ENDED');
  });

  it('closes the line, at which the strategy’s process ends', async () => {
    const { line, far } = open();
    const ended = new Promise((resolve) => far.on('end', resolve).resume());
    line.close();
    await ended;
  });
});
