import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Whatever ends this before the scan does is no pass, under any of Node's options.
process.exitCode = 2;

// Most of a short scan is Node reading our sources: it keeps them compiled, among the installed packages, because a folder
// that others can write to would let them choose what runs here.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache'));

const { runScan } = await import('./run-scan.ts');
await runScan(process);
