import { describe, expect, it } from 'vitest';
import { checkRotationAlone, recordRotationOf } from '../../src/errands/rotate.ts';
import type { Errand } from '../../src/messages.ts';
import { inside } from '../support/inside.ts';

const day = 86_400_000;
const recording = (created: Date): Errand => ({
  verb: 'rotate record',
  created: created.toISOString(),
  by: 'me',
  note: 'as the page says',
});
const check: Errand = { verb: 'rotate check' };

describe('a check of the age alone', () => {
  it('shows one line and ends well', async () => {
    await using house = await inside({ errand: check });
    expect(await checkRotationAlone(house.desk)).toEqual({ code: 0 });
    expect(house.written).toHaveLength(1);
    expect(house.written[0]).toContain('rotation');
  });

  it('ends well with a warning, and with 1 past the grace', async () => {
    for (const [days, code] of [
      [31, 0],
      [40, 1],
    ] as const) {
      await using house = await inside({ errand: check });
      house.simulator.mint.mockResolvedValue(house.exchange.mintKey({ createdAt: new Date(Date.now() - days * day) }));
      const ending = await checkRotationAlone(house.desk);
      expect(ending.code).toBe(code);
      if (code === 1) expect(ending).toMatchObject({ says: 'Refused by rotation.', fix: expect.any(String) });
    }
  });

  it('shows what stood in its way, and ends with its code', async () => {
    await using keyless = await inside({ errand: check });
    keyless.simulator.mint.mockRejectedValue(new Error('no'));
    expect(await checkRotationAlone(keyless.desk)).toMatchObject({ code: 1, says: 'Refused by credentials.' });
    await using wrong = await inside({ errand: check, file: { market: 'moon' } });
    expect(await checkRotationAlone(wrong.desk)).toMatchObject({ code: 2, says: 'Refused by config.' });
    expect(wrong.written).toHaveLength(1);
  });

  it('does not mind what else is wrong', async () => {
    await using house = await inside({ errand: check });
    house.exchange.regrant(house.key.apiKey, { ips: undefined });
    expect(await checkRotationAlone(house.desk)).toEqual({ code: 0 });
  });
});

describe('a record of when a key was made', () => {
  it('is kept under the fingerprint of the key in hand, and asks the exchange nothing', async () => {
    const created = new Date(Date.now() - 5 * day);
    await using house = await inside({ mode: 'live', errand: recording(created) });
    const before = house.exchange.counts().requests;
    const { code, says } = await recordRotationOf(house.desk);
    const [, fingerprint = ''] = /^Recorded for ([0-9a-f]{32}): made on /.exec(says ?? '') ?? [];
    expect([code, house.exchange.counts().requests]).toEqual([0, before]);
    const journal = await house.journal(await house.config());
    expect(await journal.rotationRecords(fingerprint)).toMatchObject([{ createdAt: created, by: 'me' }]);
  });

  it('is refused for a simulated key, which is new at every start', async () => {
    await using house = await inside({ errand: recording(new Date()) });
    expect(await recordRotationOf(house.desk)).toMatchObject({
      code: 1,
      fix: expect.stringContaining('BOT_MODE=live'),
    });
    expect(house.simulator.mint).not.toHaveBeenCalled();
  });

  it('of tomorrow throws: it would make a key younger', async () => {
    await using house = await inside({ mode: 'live', errand: recording(new Date(Date.now() + 2 * day)) });
    await expect(recordRotationOf(house.desk)).rejects.toMatchObject({ name: 'RotationError' });
  });

  it('is refused by a wrong configuration with 2, and by an unfit host before the key is fetched', async () => {
    await using wrong = await inside({ mode: 'live', errand: recording(new Date()), file: { market: 'moon' } });
    expect(await recordRotationOf(wrong.desk)).toMatchObject({
      code: 2,
      says: expect.stringMatching(/^Refused by config/),
    });
    await using unfit = await inside({ mode: 'live', errand: recording(new Date()) });
    const machine = { ...unfit.desk.machine, hostile: ['NODE_OPTIONS'] };
    const ending = await recordRotationOf({ ...unfit.desk, machine });
    expect(ending).toMatchObject({ code: 1, says: expect.stringMatching(/^Refused by host/) });
    expect(unfit.courier.credentials).not.toHaveBeenCalled();
  });

  it('does nothing under another errand', async () => {
    await using house = await inside();
    await expect(recordRotationOf(house.desk)).rejects.toThrow('another one');
  });
});
