import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openJournal } from '../src/index.ts';
import { intentFor } from './fixture.ts';

/** Prints how long `intend` takes on the disk under the given folder, and on a memory disk where there is one. */
const places = [
  ['disk', process.argv[2] ?? tmpdir()],
  ['memory disk, so without the durable write', '/dev/shm'],
] as const;

for (const [name, parent] of places) {
  let now = Date.now();
  const folder = mkdtempSync(join(parent, 'journal-bench-'));
  try {
    console.log(`one row in a bare table on ${name}: p50 ${bareCommit(join(folder, 'bare.sqlite'))} us`);
    const journal = await openJournal({
      folder: join(folder, 'realm'),
      installationKeyFile: join(folder, 'installation.key'),
      clock: () => new Date(now),
      actor: 'bench',
    });
    await journal.takeLease({ holder: 'bench', fingerprint: 'f'.repeat(32), atLeast: 0 });
    const micros: number[] = [];
    for (let round = 0; round < 3000; round += 1) {
      now += 2000;
      const start = performance.now();
      const intent = await journal.intend((ledger) => {
        const busy = ledger.open.length > 50 || ledger.messagesSince(new Date(ledger.now.getTime() - 60_000)) > 1e6;
        if (busy) throw new Error('the book was kept short and is not');
        return intentFor(ledger);
      });
      micros.push((performance.now() - start) * 1000);
      if (round % 5 !== 0) continue;
      await journal.recordOutcome(intent.clientOrderId, { status: 'filled', filled: '0.01', at: new Date() });
      if (round % 50 === 0)
        for (const open of await journal.openIntents())
          await journal.settle({ id: open.clientOrderId, as: 'cancelled', by: 'bench', reason: 'keep the book short' });
    }
    micros.sort((a, b) => a - b);
    const at = (share: number) => micros[Math.floor(micros.length * share)]?.toFixed(0);
    console.log(`intend on ${name}: p50 ${at(0.5)} us, p90 ${at(0.9)} us, p99 ${at(0.99)} us`);
    await journal.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The floor: one small row per durable transaction, and nothing else. */
function bareCommit(file: string): string {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (a TEXT) STRICT');
  const [begin, insert, commit] = ['BEGIN IMMEDIATE', 'INSERT INTO t VALUES (?)', 'COMMIT'].map((sql) =>
    database.prepare(sql),
  );
  const micros = Array.from({ length: 1000 }, () => {
    const start = performance.now();
    begin?.run();
    insert?.run('x'.repeat(500));
    commit?.run();
    return (performance.now() - start) * 1000;
  }).sort((a, b) => a - b);
  database.close();
  return micros[500]?.toFixed(0) ?? '';
}
