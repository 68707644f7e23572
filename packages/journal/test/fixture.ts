import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { type Fill, type Intent, type Journal, type JournalOptions, openJournal } from '../src/index.ts';

export const t0 = new Date('2026-11-23T12:00:00.000Z');

/** A clock that stands until it is moved. */
export function clockAt(start: Date = t0) {
  let now = start.getTime();
  const pass = (ms: number) => {
    now += ms;
  };
  return Object.assign(() => new Date(now), { pass });
}

/** A folder that is gone after the test, and the options to open a journal in it. */
export function place() {
  // A memory disk where there is one: what is tested here is the order of writes, and a disk would make it minutes.
  const shelf = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const folder = mkdtempSync(join(shelf, 'journal-'));
  const clock = clockAt();
  const options: JournalOptions = {
    folder: join(folder, 'realm'),
    installationKeyFile: join(folder, 'installation.key'),
    clock,
    actor: 'desk',
  };
  return {
    folder,
    clock,
    options,
    database: join(folder, 'realm', 'journal.sqlite'),
    open: (changes: Partial<JournalOptions> = {}) => openJournal({ ...options, ...changes }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** For `expect.poll` on another program, on a machine that is busy with something else. */
export const slowly = { timeout: 20_000, interval: 10 };

export const fingerprint = 'f'.repeat(32);
export const leaseRequest = { holder: 'desk', fingerprint, atLeast: 0 };

/** The next intent that a ledger accepts. */
export function intentFor(turn: { epoch: number; nextSequence: number }, changes: Partial<Intent> = {}): Intent {
  return {
    clientOrderId: `order-${turn.nextSequence}`,
    sequence: turn.nextSequence,
    epoch: turn.epoch,
    symbol: 'BTC/USDT',
    side: 'buy',
    kind: 'limit',
    amount: '0.01',
    price: '50000',
    value: '500',
    quote: 'USDT',
    reason: 'the averages crossed',
    strategy: 'sma-cross',
    asked: { amount: '0.0100001' },
    ...changes,
  };
}

/** Runs SQL behind the journal's back, as somebody with the file and without the key could. */
export function tamper<Result>(database: string, work: (raw: DatabaseSync) => Result): Result {
  const raw = new DatabaseSync(database);
  try {
    return work(raw);
  } finally {
    raw.close();
  }
}

/** Overwrites one leaf page of a table with noise, as a failing disk might. */
export function garbagePage(database: string, table: string, index: number): void {
  const sql = `SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`;
  const page = tamper(database, (raw) => raw.prepare(sql).all(table).at(index)?.pageno);
  const descriptor = openSync(database, 'r+');
  writeSync(descriptor, Buffer.alloc(4096, 0xa5), 0, 4096, (Number(page) - 1) * 4096);
  closeSync(descriptor);
}

export const fillFor = (clientOrderId: string, changes: Partial<Fill> = {}): Fill => ({
  tradeId: '1',
  clientOrderId,
  symbol: 'BTC/USDT',
  side: 'buy',
  amount: '0.01',
  price: '50000',
  fee: '0.5',
  feeAsset: 'USDT',
  at: t0,
  ...changes,
});

/** Writes an entry of every kind; returns how many stand in the trail. */
export async function live(journal: Journal, clock: ReturnType<typeof clockAt>): Promise<number> {
  await journal.takeLease(leaseRequest);
  await journal.recordKeySnapshot(fingerprint, { reading: true });
  await journal.adoptBaseline({ balances: { USDT: '1000' }, orders: ['77'], by: 'anna', reason: 'mine', at: clock() });
  for (let round = 0; round < 2; round += 1) {
    clock.pass(1000);
    const { clientOrderId } = await journal.intend((ledger) => intentFor(ledger));
    await journal.recordSent(clientOrderId, 1);
    await journal.recordOutcome(clientOrderId, { status: 'open', exchangeOrderId: `9${round}`, at: clock() });
    await journal.recordFill(fillFor(clientOrderId, { tradeId: String(round) }));
  }
  await journal.intend(() => ({ refused: true, control: 'price-collar' }));
  await journal.recordCancel('order-1', { by: 'desk', reason: 'too old' });
  await journal.settle({ id: 'order-1', as: 'cancelled', by: 'anna', reason: 'seen at the exchange' });
  await journal.recordRotation({ fingerprint, createdAt: t0, recordedAt: clock(), by: 'anna', note: 'new key' });
  const { id } = await journal.restrict({ kind: 'halt', by: 'anna', reason: 'lunch' });
  await journal.lift({ id, by: 'anna', reason: 'back' });
  await journal.restrict({ kind: 'reduce', by: 'desk', reason: 'the audit could not be made' });
  await journal.append('started', { version: '0.0.0' });
  await journal.releaseLease();
  return (await journal.head()).sequence;
}

/** Starts one of the programs beside this file with nothing of our environment; `lines` are what it prints. */
export function startProgram(name: string, options: object, flags: readonly string[] = []) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [...flags, file, JSON.stringify(options)], { env: {} });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...said }));
  return { child, said, ended };
}
