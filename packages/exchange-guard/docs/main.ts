import { writeFile } from 'node:fs/promises';
import { runAll } from '../test/contract/table.ts';
import { known } from './known.ts';
import { pageOf } from './page.ts';

// Plays every scene of every exchange, and writes docs/exchanges.md from what came of it.
const file = new URL('../../../docs/exchanges.md', import.meta.url);
await writeFile(file, pageOf(await known(await runAll())));
process.stdout.write('docs/exchanges.md is written.\n');
