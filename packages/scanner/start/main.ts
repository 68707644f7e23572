import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundles, vouchFor, writeBundle } from './bundle.ts';
import { stopsASecret, type Trial, tried } from './trial.ts';
import { harmlessFiles, wanted } from './wanted.ts';

// Runs when the hooks are installed: writes the modules of the hook as one file, and those of the scan as another; keeps
// what V8 compiles of them when they run; and tries them on a secret. Without such a file, or the bundler that makes it,
// the sources run and take a little longer; an install never fails here.

const root = join(import.meta.dirname, '../../..');
const cache = join(root, 'node_modules/.cache/gatehouse/hook');
const [node, here] = [process.execPath, import.meta.dirname];

/** A command behind what the shell tells of the next commit, as in .husky/pre-commit. */
const behindShell = (...words: readonly string[]): Trial['command'] => [
  ...(['sh', '-e', '-c', '. "$1" | { shift; "$@"; }', 'sh', join(here, 'staged.sh')] as const),
  ...words,
];

interface Start {
  readonly told: string;
  readonly isCommitted: boolean;
  readonly warm: (keep: string) => Trial['command'];
  readonly prove: Trial['command'];
}

const starts: Readonly<Record<keyof typeof wanted, Start>> = {
  hook: {
    told: 'the pre-commit hook',
    isCommitted: false,
    warm: (keep) => behindShell(node, join(here, 'warm.cts'), 'hook', keep, '-'),
    prove: behindShell(node, join(here, 'pre-commit.cts'), '-'),
  },
  scan: {
    told: '`pnpm scan`',
    isCommitted: true,
    warm: (keep) => [node, join(here, 'warm.cts'), 'scan', keep, '--tree', '--history'],
    prove: [node, join(here, 'scan.cts'), '--history'],
  },
};

try {
  // What Node compiled of earlier files is of no use to these.
  rmSync(cache, { recursive: true, force: true });
} catch {
  // Nor can anything else be written there, which is told below.
}
let files: Trial['files'] | undefined;
for (const name of Object.keys(starts) as (keyof typeof wanted)[]) {
  const { told, isCommitted, warm, prove } = starts[name];
  const place = { root, folder: join(root, bundles, name) };
  try {
    if (!(await writeBundle(place, wanted[name]))) continue;
    files ??= await harmlessFiles();
    // biome-ignore lint/style/noProcessEnv: this file is the edge of a process
    const trial = { cache, path: process.env.PATH, files, isCommitted };
    const secret = randomBytes(32).toString('hex');
    const { status } = tried({ ...trial, command: warm(join(place.folder, 'compiled')) }, secret);
    if (status !== 0) throw new Error('it did not run');
    vouchFor(place, 'compiled');
    if (!stopsASecret({ ...trial, command: prove }, secret)) throw new Error('it did not tell of a planted secret');
  } catch (error) {
    rmSync(place.folder, { recursive: true, force: true });
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : 'an unknown reason';
    process.stderr.write(`gatehouse: ${told} runs from its sources, not from one file: ${why}.\n`);
  }
}
