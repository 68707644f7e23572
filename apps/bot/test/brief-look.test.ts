import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { awakeMs, BriefLook, lookMs, readsNow } from '../src/brief-look.ts';

describe('a brief look', () => {
  /** A line that has nothing to say for so many reads, and a clock that goes on by a tenth of a look at each reading. */
  const looking = (silentReads: number) => {
    const seen = { reads: 0, at: 1_000 };
    const now = () => {
      seen.at += lookMs / 10;
      return seen.at;
    };
    const line = {
      hear: () => {
        seen.reads += 1;
        return seen.reads <= silentReads;
      },
    };
    return { seen, line, look: new BriefLook(() => undefined, now) };
  };

  it('is over with the first message', () => {
    const { seen, line, look } = looking(2);
    look.spoken();
    look.at(line);
    expect(seen.reads).toBe(3);
  });

  it('is over after its moment, whatever else comes: nobody can hold the desk with it', () => {
    const { seen, line, look } = looking(Number.POSITIVE_INFINITY);
    look.spoken();
    look.at(line);
    expect(seen.reads).toBeGreaterThanOrEqual(9);
    expect(seen.reads).toBeLessThanOrEqual(11);
    expect(lookMs).toBeLessThan(0.1);
  });

  it('is not taken at one who has never spoken, or not for a while: that one sleeps and has to be waited for', () => {
    const { seen, line, look } = looking(0);
    look.at(line);
    look.spoken();
    seen.at += awakeMs;
    look.at(line);
    expect(seen.reads).toBe(0);
    look.spoken();
    seen.at += awakeMs / 2;
    look.at(line);
    expect(seen.reads).toBe(1);
  });
});

describe('a read that does not wait', () => {
  it('gives the bytes that are there, each once, and nothing at the end or from a descriptor that is gone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-look-'));
    try {
      writeFileSync(join(folder, 'file'), `${'a'.repeat(64 * 1024)}b`);
      const fd = openSync(join(folder, 'file'), 'r');
      const read = readsNow(fd);
      const first = read();
      expect([first?.length, String(read()), read()]).toEqual([64 * 1024, 'b', undefined]);
      // What was given before is not written over.
      expect(first?.every((byte) => byte === 0x61)).toBe(true);
      closeSync(fd);
      expect(read()).toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const hello = { name: 'far', symbols: ['BTC/USDT'], timeframe: '1m', warmup: 1, onFill: false, onRefusal: false };
const answer = (id: number, memory: unknown = null) => `${JSON.stringify({ id, actions: [], memory })}\n`;

/** Plays a strategy over a real pair of sockets: `plays` gets each question and the socket to say anything over. */
async function played(
  plays: (question: { readonly id: number }, socket: Socket) => void,
  { times = 1, deadlineMs = 5_000 } = {},
): Promise<{ readonly outcomes: unknown[]; readonly faults: string[]; readonly turns: number }> {
  const asker = join(import.meta.dirname, 'support', 'asker.ts');
  const desk = spawn(process.execPath, [asker, String(times), String(deadlineMs)], {
    env: {},
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const socket = desk.stdio[3] as Socket;
  socket.on('error', () => undefined);
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) plays(JSON.parse(line) as { id: number }, socket);
  });
  socket.write(`${JSON.stringify({ hello })}\n`);
  let text = '';
  desk.stdout?.on('data', (chunk: Buffer) => {
    text += String(chunk);
  });
  await new Promise((resolve) => desk.once('close', resolve));
  return JSON.parse(text);
}

describe.concurrent('a desk that looks before it sleeps', () => {
  it('hears every answer once and in order, those that come at once and those that come late', async () => {
    const { outcomes, faults } = await played(
      ({ id }, socket) => {
        const say = () => socket.write(answer(id, id));
        if (id % 3 === 0) setTimeout(say, 3);
        else say();
      },
      { times: 60 },
    );
    const memories = Array.from({ length: 60 }, (_, at) => ({ actions: [], memory: at + 1 }));
    expect({ outcomes, faults }).toEqual({ outcomes: ['far', ...memories], faults: [] });
  });

  it('puts an answer together that comes in pieces, cut within a character', async () => {
    const memory = 'Ω€😀'.repeat(500);
    const { outcomes, faults } = await played(({ id }, socket) => {
      let rest = Buffer.from(answer(id, memory));
      const dripping = setInterval(() => {
        // Two pieces at once, then none for a while: some are looked at, others come by the event loop.
        for (const length of [97, 301]) {
          socket.write(rest.subarray(0, length));
          rest = rest.subarray(length);
        }
        if (rest.length === 0) clearInterval(dripping);
      }, 1);
    });
    expect({ outcomes, faults }).toEqual({ outcomes: ['far', { actions: [], memory }], faults: [] });
  });

  it.each([
    ['two answers in one piece', 'STRATEGY_FLOOD', ({ id }: { id: number }) => answer(id) + answer(id)],
    ['garbage', 'STRATEGY_FRAME', () => '%%%\n'],
    ['a line without end', 'STRATEGY_FRAME', () => 'x'.repeat(200_000)],
  ])('takes %s for %s, said once', async (_what, code, says) => {
    const { faults } = await played((question, socket) => socket.write(says(question)));
    expect(faults).toEqual([code]);
  });

  it('takes a strategy that dies instead of answering for STRATEGY_ENDED', async () => {
    const { outcomes, faults } = await played((_question, socket) => socket.destroy());
    expect({ outcomes, faults }).toEqual({ outcomes: ['far', 'STRATEGY_ENDED'], faults: ['STRATEGY_ENDED'] });
  });

  it('goes on turning its event loop while it waits, and ends the wait at the deadline', async () => {
    const { outcomes, faults, turns } = await played(() => undefined, { deadlineMs: 300 });
    expect({ outcomes, faults }).toEqual({ outcomes: ['far', 'STRATEGY_HUNG'], faults: ['STRATEGY_HUNG'] });
    expect(turns).toBeGreaterThan(3);
  });

  it('is not held by a strategy that drips', async () => {
    const { faults, turns } = await played(
      (_question, socket) => {
        const drip = setInterval(() => (socket.destroyed ? clearInterval(drip) : socket.write(' ')), 1);
      },
      { deadlineMs: 300 },
    );
    expect(faults).toEqual(['STRATEGY_HUNG']);
    expect(turns).toBeGreaterThan(3);
  });
});
