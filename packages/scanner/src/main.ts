import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// A hook should not be felt, and most of its time is Node reading our sources: it keeps them compiled, among the installed
// packages, because a folder that others can write to would let them choose what runs here.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache'));

const { runCommand } = await import('./command.ts');
const { argv, env } = process;
const { stdout, stderr, exitCode } = await runCommand({ words: argv.slice(2), folder: process.cwd(), env });
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = exitCode;
