import { describe, expect, it } from 'vitest';
import { SimulatorLine } from '../src/simulator-line.ts';
import { turn } from './support/turn.ts';
import { farEndOf, wireOf } from './support/wire.ts';

function open() {
  const { far, socket } = wireOf();
  return { line: new SimulatorLine(socket), far, simulator: farEndOf(far) };
}

describe('the simulator', () => {
  it('is asked by name, each time under a number of its own', async () => {
    const { line, simulator } = open();
    void line.url();
    void line.mint();
    void line.advance(3);
    void line.counts();
    await turn();
    expect(simulator.heard).toEqual([
      { id: 1, ask: 'url' },
      { id: 2, ask: 'mint' },
      { id: 3, ask: 'advance', candles: 3 },
      { id: 4, ask: 'counts' },
    ]);
  });

  it('answers by number, in whatever order', async () => {
    const { line, simulator } = open();
    const [url, key] = [line.url(), line.mint()];
    simulator.say({ id: 2, answer: { apiKey: 'a', secret: 's' } }, { id: 1, answer: 'http://127.0.0.1:1' });
    expect([await url, await key]).toEqual(['http://127.0.0.1:1', { apiKey: 'a', secret: 's' }]);
  });

  it('may answer with null, and advancing then is done', async () => {
    const { line, simulator } = open();
    const done = line.advance(1);
    simulator.say({ id: 1, answer: null });
    expect(await done).toBeUndefined();
  });

  it.each([
    [
      { id: 1, error: { code: 'ASK_INVALID', message: 'The ask failed.' } },
      'The simulated exchange refused: The ask failed.',
    ],
    [{ id: 1 }, 'The simulated exchange refused: without a word'],
  ])('refuses in its own words: %j', async (answer, sentence) => {
    const { line, simulator } = open();
    const asked = line.counts();
    simulator.say(answer);
    await expect(asked).rejects.toThrow(sentence);
  });

  it('is not heard twice, nor about what it was not asked', async () => {
    const { line, simulator } = open();
    const asked = line.url();
    simulator.say(
      { id: 9, answer: 'x' },
      { answer: 'y' },
      { id: 1, answer: 'first' },
      { id: 1, error: { message: 'late' } },
    );
    expect(await asked).toBe('first');
  });
});

describe('a simulator that is gone', () => {
  it.each([
    ['ended', (far: { end(): void }) => far.end()],
    ['spoke nonsense', (far: { write(text: string): void }) => far.write('nonsense\n')],
  ])('rejects what is open and what comes: it %s', async (_how, goes) => {
    const { line, far } = open();
    const asked = [line.url(), line.counts()];
    goes(far as never);
    for (const one of asked) await expect(one).rejects.toThrow('The simulated exchange has ended');
    await expect(line.mint()).rejects.toThrow('The simulated exchange has ended');
  });

  it('is let go by closing, at which its process ends', async () => {
    const { line, far } = open();
    const ended = new Promise((resolve) => far.on('end', resolve).resume());
    line.close();
    await ended;
  });
});
