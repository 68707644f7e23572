import { JournalError, openJournal } from '../src/index.ts';

/** Opens the journal once, writes one entry, and prints the code when it may not. */
try {
  const options = JSON.parse(process.argv[2] ?? '');
  const journal = await openJournal({ ...options, clock: () => new Date() });
  await journal.append('opened-by-racer', {});
  await journal.close();
} catch (error) {
  if (!(error instanceof JournalError)) throw error;
  console.log(error.code, error.message);
}
