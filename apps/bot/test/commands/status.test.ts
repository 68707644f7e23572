import { join } from 'node:path';
import { lockExclusively } from '@gatehouse/journal';
import { describe, expect, it } from 'vitest';
import { status } from '../../src/commands/status.ts';
import { placeIn } from '../support/inside.ts';
import { short, signed } from '../support/short.ts';

describe('status', () => {
  it('says of a bot that never ran that it does not run', async () => {
    await using one = await short();
    expect(await status(one.given, true)).toEqual({ code: 0 });
    expect(one.printed).toHaveLength(1);
    expect(JSON.parse(one.printed[0] ?? '')).toMatchObject({
      running: false,
      mode: 'simulated',
      exchange: 'binance',
      state: 'active',
      restrictions: [],
      fingerprint: null,
      openOrders: 0,
      unresolved: 0,
      fills: 0,
    });
  });

  it('says what runs, what holds it back and what is open, to a program and to a person', async () => {
    await using one = await short();
    const lock = await lockExclusively(join(one.given.folder, 'desk.lock'));
    await one.journal.takeLease({ holder: 'desk', fingerprint: one.key.fingerprint, atLeast: 4 });
    await placeIn(one.journal, one.ids.mint(5, 1));
    await placeIn(one.journal, one.ids.mint(5, 2), { kind: 'limit', side: 'sell' });
    await one.journal.recordOutcome(one.ids.mint(5, 2), { status: 'unresolved', at: new Date() });
    const { id } = await one.journal.restrict({ kind: 'reduce', ...signed });
    const { anchor, sequence } = await one.journal.head();

    await status(one.given, true);
    expect(JSON.parse(one.printed.pop() ?? '')).toMatchObject({
      running: true,
      state: 'reducing',
      epoch: 5,
      fingerprint: one.key.fingerprint,
      restrictions: [{ id, kind: 'reduce', ...signed }],
      openOrders: 2,
      unresolved: 1,
      head: anchor,
      entries: sequence,
    });
    expect(await status(one.given, false)).toEqual({ code: 0 });
    const page = one.printed.join('\n');
    for (const words of [
      'running, simulated on binance, trading reducing, epoch 5',
      `${id}: reduce by me`,
      `unresolved: sell 0.01 BTC/USDT at 50000 (${one.ids.mint(5, 2)})`,
      `2 open, 1 unresolved, 0 fills; trail ${sequence} entries, head ${anchor}`,
    ])
      expect(page).toContain(words);
    lock?.release();
  });

  it('takes nothing and writes nothing', async () => {
    await using one = await short();
    const before = await one.journal.head();
    await status(one.given, false);
    expect(await one.journal.head()).toEqual(before);
  });
});
