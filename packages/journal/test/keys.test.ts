import { describe, expect, it } from 'vitest';
import { fingerprint, leaseRequest, place, t0 } from './fixture.ts';

describe('the first sight of a key', () => {
  it('is its first lease or snapshot, and never moves later', async () => {
    using home = place();
    const journal = await home.open();
    expect(await journal.firstSeen(fingerprint)).toBeUndefined();
    await journal.takeLease(leaseRequest);
    home.clock.pass(86_400_000);
    await journal.recordKeySnapshot(fingerprint, { reading: true });
    expect(await journal.firstSeen(fingerprint)).toEqual(t0);
    await journal.recordKeySnapshot('other', null);
    expect(await journal.firstSeen('other')).toEqual(home.clock());
    await journal.close();
  });

  it('moves earlier when the clock is set back: unknown counts as old', async () => {
    using home = place();
    const journal = await home.open();
    await journal.recordKeySnapshot(fingerprint, {});
    home.clock.pass(-60_000);
    await journal.recordKeySnapshot(fingerprint, {});
    expect(await journal.firstSeen(fingerprint)).toEqual(home.clock());
    await journal.close();
  });
});

describe('the snapshot of a key', () => {
  it('is the last one, null included, and none for a key that only held a lease', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    expect(await journal.lastKeySnapshot(fingerprint)).toBeUndefined();
    expect(await journal.lastKeySnapshot('never')).toBeUndefined();
    await journal.recordKeySnapshot(fingerprint, { withdrawals: 'unknown' });
    home.clock.pass(1000);
    await journal.recordKeySnapshot(fingerprint, null);
    expect(await journal.lastKeySnapshot(fingerprint)).toEqual({ at: home.clock(), snapshot: null });
    await journal.takeLease(leaseRequest);
    expect(await journal.lastKeySnapshot(fingerprint)).toMatchObject({ snapshot: null });
    await journal.close();
  });
});

describe('rotation records', () => {
  it('are all kept, in the order they were written, for their key alone', async () => {
    using home = place();
    const journal = await home.open();
    const record = { fingerprint, createdAt: t0, recordedAt: t0, by: 'anna', note: 'new' };
    await journal.recordRotation(record);
    await journal.recordRotation({ ...record, note: 'found an older mail' });
    await journal.recordRotation({ ...record, fingerprint: 'other' });
    expect(await journal.rotationRecords(fingerprint)).toEqual([record, { ...record, note: 'found an older mail' }]);
    const bad = { ...record, createdAt: new Date(Number.NaN), by: '', note: '' };
    await expect(journal.recordRotation(bad)).rejects.toMatchObject({
      code: 'INPUT_MALFORMED',
      problems: { length: 3 },
    });
    await journal.close();
  });
});
