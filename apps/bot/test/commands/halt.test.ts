import { join } from 'node:path';
import { lockExclusively } from '@gatehouse/journal';
import { describe, expect, it } from 'vitest';
import { halt, unwritten } from '../../src/commands/halt.ts';
import { short, signed } from '../support/short.ts';

describe('a halt', () => {
  it('is latched first, named, and has the orders looked after when no bot runs', async () => {
    await using one = await short('live');
    expect(await halt(one.given, signed)).toEqual({ code: 0, cancelOwn: true });
    const { state, restrictions } = await one.journal.standing();
    expect([state, restrictions]).toMatchObject(['halted', [{ kind: 'halt', ...signed }]]);
    expect(one.printed[0]).toContain(`resume ${restrictions[0]?.id}`);
  });

  it('has nothing to cancel where a simulated exchange ended with its bot', async () => {
    await using one = await short();
    const ending = await halt(one.given, signed);
    expect([ending.code, ending.cancelOwn, ending.says]).toEqual([
      0,
      undefined,
      expect.stringContaining('No simulated'),
    ]);
    expect((await one.journal.standing()).state).toBe('halted');
  });

  it('that cannot be written says that it holds nothing back, and cancels all the same', async () => {
    await using one = await short('live');
    await one.journal.close();
    const ending = await halt(one.given, signed);
    expect(ending).toMatchObject({ code: 1, cancelOwn: true, fix: expect.any(String) });
    expect(ending.says).toContain('holds nothing back');
    expect(one.printed).toEqual([]);
    expect(unwritten('no error')).toMatchObject({ code: 1, cancelOwn: true });
  });
});

describe('a halt beside a running bot', () => {
  /** The running bot: it holds the lock, and obeys in this way. */
  async function beside(mode: 'simulated' | 'live', failed: number | undefined) {
    const one = await short(mode);
    const lock = await lockExclusively(join(one.given.folder, 'desk.lock'));
    const obey = (detail: object) => one.journal.append('halt-obeyed', { ...detail });
    const print = (text: string) => {
      one.printed.push(text);
      const [, id = ''] = /^Halted as (\S+):/.exec(text) ?? [];
      if (id === '') return;
      // An earlier halt that was obeyed is not this one.
      void obey({ id: 'H-0', cancelled: 9, failed: 0 });
      if (failed !== undefined) void obey({ id, cancelled: 2, failed });
    };
    // Every look at the clock takes ten seconds, so that patience does not.
    const clock = () => {
      one.pass(10_000);
      return one.given.clock();
    };
    const ending = await halt({ ...one.given, print, clock }, signed);
    lock?.release();
    await one[Symbol.asyncDispose]();
    return { ending, printed: one.printed };
  }

  it('waits until that one has obeyed', async () => {
    const { ending } = await beside('live', 0);
    expect(ending).toEqual({ code: 0, says: 'The running bot obeyed: 2 own orders cancelled.' });
  });

  it.each([
    ['could not cancel all', 1],
    ['does not answer', undefined],
  ])('looks after the orders itself when that one %s', async (_, failed) => {
    const { ending, printed } = await beside('live', failed);
    expect(ending).toEqual({ code: 0, cancelOwn: true });
    expect(printed[1]).toContain('did not confirm');
  });

  it.each([
    ['could not cancel all', 1],
    ['does not answer', undefined],
  ])('claims nothing when a simulated one %s', async (_, failed) => {
    const { ending } = await beside('simulated', failed);
    expect([ending.code, ending.cancelOwn, ending.says]).toEqual([
      1,
      undefined,
      expect.stringContaining('did not confirm'),
    ]);
  });
});
