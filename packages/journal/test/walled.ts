import { lockExclusively, openJournal } from '../src/index.ts';
import { intentFor, leaseRequest } from './fixture.ts';

/** What the desk does: opens the journal, gives up reading files, and trades on. Run with Node's permission flags. */
const options = JSON.parse(process.argv[2] ?? '');
const journal = await openJournal({ ...options, clock: () => new Date() });
await journal.takeLease(leaseRequest);
const lock = await lockExclusively(`${options.folder}/writer.lock`, 'desk');
process.permission.drop('fs.read');
if (process.permission.has('fs.read')) throw new Error('reading was not given up');
for (let n = 0; n < 30; n += 1) await journal.intend((ledger) => intentFor(ledger));
for (let n = 0; n < 100; n += 1) await journal.append('filler', 'x'.repeat(50_000));
await journal.verifyTrail();
await journal.close();
lock?.release();
console.log('closed');
