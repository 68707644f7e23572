import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryEvery, readsWhole } from '../src/start-verify.ts';
import { fillFor, intentFor, leaseRequest, live, place, tamper } from './fixture.ts';

const homes = { short: place(), long: place() };
const lengths = Object.keys(homes) as (keyof typeof homes)[];

beforeAll(async () => {
  for (const length of lengths) {
    const { open, clock } = homes[length];
    const journal = await open();
    await live(journal, clock);
    const fill = async () => {
      if (length === 'long') for (let n = 0; n < carryEvery; n += 1) await journal.append('filler', n);
    };
    await journal.takeLease(leaseRequest);
    // One stands since before what is carried, one was lifted, one is newer; the same of orders.
    await journal.restrict({ kind: 'reduce', by: 'anna', reason: 'careful' });
    await journal.intend((ledger) => intentFor(ledger));
    await fill();
    clock.pass(3_600_000);
    await journal.intend((ledger) => intentFor(ledger));
    await journal.recordOutcome('order-4', { status: 'filled', filled: '0.01', at: clock() });
    await journal.recordFill(fillFor('order-4', { tradeId: 'late' }));
    await fill();
    await journal.recordRotation({ ...rotation, recordedAt: clock() });
    await journal.restrict({ kind: 'halt', by: 'anna', reason: 'lunch' });
    // No clean end, and entries after the last checkpoint.
    cpSync(join(homes[length].folder, 'realm'), join(homes[length].folder, 'kept'), { recursive: true });
    await journal.close();
  }
}, 60_000);
afterAll(() => {
  for (const length of lengths) homes[length][Symbol.dispose]();
});

const rotation = { fingerprint: 'f'.repeat(32), createdAt: new Date(0), by: 'anna', note: 'later' };

/** Opens a copy after somebody has been at it; returns both judgements and what `intend` says, for readers and writers. */
async function openAfter(length: keyof typeof homes, work: string | ((raw: DatabaseSync) => void)) {
  const { folder: home, open } = homes[length];
  const folder = join(home, 'copy');
  cpSync(join(home, 'kept'), folder, { recursive: true });
  try {
    tamper(join(folder, 'journal.sqlite'), (raw) => (typeof work === 'string' ? raw.exec(work) : work(raw)));
    const reader = await open({ folder, readOnly: true });
    const read = await reader.integrity();
    const verdict = await reader.verifyTrail();
    await reader.close();
    const journal = await open({ folder });
    const integrity = await journal.integrity();
    let asked = false;
    const code = await journal
      .intend(() => {
        asked = true;
      })
      .catch((error) => error.code);
    await journal.close();
    return { read, integrity, verdict, code, asked };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const damages = [
  'DELETE FROM restriction',
  `DELETE FROM restriction WHERE kind = 'reduce'`,
  `UPDATE restriction SET lifted_at = '2026-11-23T12:00:00.000Z' WHERE kind = 'halt'`,
  `UPDATE baseline SET balances = '{}'`,
  `UPDATE intent SET status = 'filled'`,
  `UPDATE intent SET status = 'filled' WHERE client_order_id = 'order-3'`,
  `UPDATE intent SET status = 'open' WHERE client_order_id = 'order-1'`,
  `UPDATE intent SET intent = replace(intent, '500', '501') WHERE client_order_id = 'order-3'`,
  'DELETE FROM intent WHERE sequence = 4',
  'UPDATE intent SET sequence = 9 WHERE sequence = 1',
  'UPDATE lease SET epoch = 1',
  `UPDATE lease SET released_at = '2026-11-23T12:00:00.000Z'`,
  'DELETE FROM lease',
  `UPDATE key SET first_seen = '2027-01-01T00:00:00.000Z'`,
  'DELETE FROM key',
  'DELETE FROM rotation',
  'DELETE FROM fill',
  `DELETE FROM fill WHERE trade_id = '1'`,
  `DELETE FROM fill WHERE trade_id = 'late'`,
  'DELETE FROM message WHERE at = (SELECT max(at) FROM message)',
  'DROP TABLE restriction',
  'DROP TABLE baseline',
  'DROP TABLE fill',
  'DROP INDEX intent_working',
  'CREATE TRIGGER t AFTER INSERT ON restriction BEGIN DELETE FROM restriction; END',
  'CREATE VIEW v AS SELECT 1',
  'CREATE TABLE t (a)',
  'CREATE INDEX i ON intent (status)',
];
const behind = [
  ['DELETE FROM trail WHERE sequence = 4', 'missing'],
  [`UPDATE trail SET line = replace(line, 'lunch', 'launch') WHERE line LIKE '%lunch%'`, 'altered'],
] as const;

describe.each(lengths)('a start on a %s trail', (length) => {
  it('is whole when nobody has been at it, after a crash too', async () => {
    const { read, integrity, verdict, code } = await openAfter(length, '');
    expect([read, integrity, code]).toEqual([{ whole: true }, { whole: true }, undefined]);
    expect(verdict).toMatchObject({ whole: true });
  });

  it.each(damages)('names what `trail verify` names, and submits nothing: %s', async (sql) => {
    const { read, integrity, verdict, code, asked } = await openAfter(length, sql);
    expect(verdict).toMatchObject({ whole: false, problem: 'altered' });
    expect(read).toEqual(verdict);
    expect(integrity).toEqual(verdict);
    expect([code, asked]).toEqual(['JOURNAL_DAMAGED', false]);
  });
});

it.each(behind)('an older entry of a short trail is read: %s', async (sql, problem) => {
  const { read, integrity, verdict, code } = await openAfter('short', sql);
  expect(verdict).toMatchObject({ whole: false, problem });
  expect([read, integrity, code]).toEqual([verdict, verdict, 'JOURNAL_DAMAGED']);
});

describe('on a long trail', () => {
  it('what stands before the carried state and decides nothing any more is left to `trail verify`', async () => {
    const { read, verdict, code } = await openAfter('long', 'DELETE FROM trail WHERE sequence = 4');
    expect([read, code]).toEqual([{ whole: true }, undefined]);
    expect(verdict).toMatchObject({ whole: false, entry: 4, problem: 'missing' });
  });

  it.each([
    `UPDATE carried SET state = replace(state, '"careful"', '"carefree"')`,
    `UPDATE carried SET seal = 'x'`,
    'UPDATE carried SET sequence = sequence - 1',
  ])('a carried state that is not ours is damage: %s', async (sql) => {
    const { read, verdict, code } = await openAfter('long', sql);
    expect(verdict).toMatchObject({ whole: false, problem: 'altered' });
    expect([read, code]).toEqual([verdict, 'JOURNAL_DAMAGED']);
  });

  it('is read whole when nothing was carried', async () => {
    expect(await openAfter('long', 'DELETE FROM carried')).toMatchObject({ read: { whole: true }, code: undefined });
    const { read, code } = await openAfter('long', 'DELETE FROM carried; DELETE FROM restriction');
    expect([read, code]).toMatchObject([{ whole: false, problem: 'altered' }, 'JOURNAL_DAMAGED']);
  });

  it('is not taken in by a table that was altered before the state was carried', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    await journal.restrict({ kind: 'halt', by: 'anna', reason: 'lunch' });
    tamper(home.database, (raw) => raw.exec('DELETE FROM restriction'));
    for (let n = 0; n < readsWhole + carryEvery; n += 1) await journal.append('filler', n);
    expect(await journal.integrity()).toMatchObject({ whole: false, entry: 3, problem: 'altered' });
    await expect(journal.intend(() => 1)).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
    await journal.close();
  });
});

it('a deleted restriction does not let an intent pass, and halting and cancelling go on', async () => {
  using home = place();
  const journal = await home.open();
  await journal.takeLease(leaseRequest);
  await journal.intend((ledger) => intentFor(ledger));
  await journal.restrict({ kind: 'halt', by: 'anna', reason: 'lunch' });
  await journal.close();
  tamper(home.database, (raw) => raw.exec('DELETE FROM restriction'));

  const again = await home.open();
  expect(await again.integrity()).toMatchObject({ whole: false, entry: 4, problem: 'altered' });
  await expect(again.intend((ledger) => intentFor(ledger))).rejects.toMatchObject({
    code: 'JOURNAL_DAMAGED',
    entry: 4,
  });
  expect(await again.openIntents()).toHaveLength(1);
  await again.recordCancel('order-1', { by: 'desk', reason: 'stopping' });
  await again.restrict({ kind: 'halt', by: 'anna', reason: 'found out' });
  expect((await again.standing()).state).toBe('halted');
  await again.close();

  // The new halt took the number of the deleted one: the next start must still open, and say so.
  const third = await home.open();
  expect(await third.integrity()).toMatchObject({ whole: false, problem: 'altered' });
  expect(await third.integrity()).toEqual(await third.verifyTrail());
  await third.close();
});

it('an order that is open again long after it was dropped is no damage', async () => {
  using home = place();
  const journal = await home.open();
  await journal.takeLease(leaseRequest);
  await journal.intend((ledger) => intentFor(ledger));
  await journal.recordOutcome('order-1', { status: 'not-found', at: home.clock() });
  home.clock.pass(3_600_000);
  await journal.intend((ledger) => intentFor(ledger));
  await journal.recordOutcome('order-2', { status: 'filled', at: home.clock() });
  for (let n = 0; n < readsWhole; n += 1) await journal.append('filler', n);
  await journal.recordOutcome('order-1', { status: 'open', at: home.clock() });
  await journal.close();
  const again = await home.open();
  expect(await again.integrity()).toEqual({ whole: true });
  await again.close();
  tamper(home.database, (raw) => raw.exec('DELETE FROM intent WHERE sequence = 1'));
  const third = await home.open();
  expect(await third.integrity()).toMatchObject({ whole: false, problem: 'altered' });
  await third.close();
});

it('a journal of the first schema is read as it is, and gets what it lacks from the next writer', async () => {
  using home = place();
  await (await home.open()).close();
  tamper(home.database, (raw) => raw.exec('DROP TABLE carried; PRAGMA user_version = 1'));
  const reader = await home.open({ readOnly: true });
  expect(await reader.integrity()).toEqual({ whole: true });
  await reader.close();
  const writer = await home.open();
  for (let n = 0; n < carryEvery; n += 1) await writer.append('filler', n);
  expect(await writer.verifyTrail()).toMatchObject({ whole: true });
  await writer.close();
  tamper(home.database, (raw) => {
    expect(raw.prepare('SELECT sequence FROM carried').all()).toEqual([{ sequence: carryEvery }]);
    raw.exec('PRAGMA user_version = 1');
  });
  const lowered = await home.open();
  expect(await lowered.integrity()).toMatchObject({ whole: false, entry: 1, problem: 'altered' });
  await lowered.close();
});
