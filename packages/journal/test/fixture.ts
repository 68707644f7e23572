import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Intent, type JournalOptions, openJournal } from '../src/index.ts';

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
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
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
