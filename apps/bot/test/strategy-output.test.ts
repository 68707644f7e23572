import type { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, readStrategyOutput } from '../src/strategy-output.ts';
import { anyText } from './support/text.ts';
import { turn } from './support/turn.ts';
import { End } from './support/wire.ts';

function open() {
  const said: string[] = [];
  const wire = new End();
  const time = { ms: 1_000_000 };
  readStrategyOutput(
    wire as unknown as Socket,
    () => new Date(time.ms),
    (line) => said.push(line),
  );
  return { said, wire, time };
}

/** What it says of these bytes, which arrive in pieces of the given lengths. */
async function saidOf(bytes: Buffer, lengths: readonly number[] = [bytes.length || 1]): Promise<string[]> {
  const { said, wire } = open();
  for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
    const length = lengths[piece % lengths.length] ?? 1;
    wire.push(bytes.subarray(at, at + length));
    at += length;
  }
  await turn();
  wire.destroy();
  await turn();
  return said;
}

describe('what a strategy prints', () => {
  it('is passed on line by line, without the empty ones', async () => {
    expect(await saidOf(Buffer.from('one\n\n  \ntwo\r\nthree'))).toEqual(['one', 'two', 'three']);
  });

  it('is put together from its pieces, cut characters too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (lengths) => {
        expect(await saidOf(Buffer.from('größe 10 €\n😀 fine\n'), lengths)).toEqual(['größe 10 €', '😀 fine']);
      }),
      { numRuns: 40 },
    );
  });

  it('steers no terminal, runs nowhere backwards and has bounded lines, whatever it is', async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(anyText(2_000), lengths, async (text, pieces) => {
        for (const line of await saidOf(Buffer.from(text), pieces)) {
          expect(line).toMatch(/^[^\p{Cc}\p{Cf}\u2028\u2029]{1,501}$/u);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is cut when a line is too long, with its end or without, and a short line is left alone', async () => {
    const [long, next] = await saidOf(Buffer.from(`${'x'.repeat(5_000_000)}\nshort\n`), [65_536]);
    expect([long, next]).toEqual([`${'x'.repeat(500)}…`, 'short']);
    expect(await saidOf(Buffer.from('y'.repeat(1_000_000)), [65_536])).toEqual([`${'y'.repeat(500)}…`]);
    expect(clean('z'.repeat(500))).toBe('z'.repeat(500));
  });

  it('fills no memory with a line that never ends', async () => {
    const { wire, said } = open();
    const began = performance.now();
    const piece = Buffer.alloc(65_536, 'x');
    for (let at = 0; at < 900; at += 1) wire.push(piece);
    await turn();
    wire.push('\n');
    await turn();
    expect(said).toEqual([`${'x'.repeat(500)}…`]);
    // Keeping it would read all of it again with every piece.
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('a strategy that prints too much', () => {
  it('is heard twenty times a second, and how often it was not is said once', async () => {
    const { said, wire, time } = open();
    wire.push(Array.from({ length: 100 }, (_, at) => `line ${at}\n`).join(''));
    await turn();
    expect(said).toEqual(Array.from({ length: 20 }, (_, at) => `line ${at}`));
    time.ms += 1_000;
    wire.push('again\n');
    await turn();
    expect(said.slice(20)).toEqual(['(80 lines dropped: more than 20 a second)', 'again']);
    time.ms += 1_000;
    wire.push('quiet now\n');
    await turn();
    expect(said.slice(22)).toEqual(['quiet now']);
  });

  it('is told what was dropped when it ends, too', async () => {
    const said = await saidOf(Buffer.from('x\n'.repeat(25)));
    expect([said.length, said.at(-1)]).toEqual([21, '(5 lines dropped: more than 20 a second)']);
  });

  it('is never heard more often, however the lines fall', async () => {
    const burst = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 2_500 }));
    await fc.assert(
      fc.asyncProperty(fc.array(burst, { maxLength: 12 }), async (bursts) => {
        const { wire, time, said } = open();
        const perSecond = new Map<number, number>();
        for (const [lines, pause] of bursts) {
          time.ms += pause;
          const before = said.length;
          wire.push('x\n'.repeat(lines));
          await turn();
          const heard = said.slice(before).filter((line) => line === 'x').length;
          const second = Math.floor(time.ms / 1_000);
          perSecond.set(second, (perSecond.get(second) ?? 0) + heard);
        }
        for (const heard of perSecond.values()) expect(heard).toBeLessThanOrEqual(20);
      }),
      { numRuns: 50 },
    );
  });
});

describe('an end that breaks', () => {
  it('is no exception', async () => {
    const { said, wire } = open();
    wire.push('last');
    await turn();
    wire.destroy(new Error('ECONNRESET'));
    await turn();
    expect(said).toEqual(['last']);
  });
});
