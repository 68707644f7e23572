import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeBundle } from './bundle.ts';
import { stopsASecret } from './trial.ts';
import { wanted } from './wanted.ts';

// Runs when the hooks are installed: writes the hook's modules as one file, and tries it on a secret. Without that file,
// or the bundler that makes it, the hook runs from the sources and takes a little longer; an install never fails here.

const root = join(import.meta.dirname, '../../..');
const rooms = join(root, 'node_modules/.cache/gatehouse');
const folder = join(rooms, 'scan');
const cache = join(rooms, 'hook');

const trial = {
  node: process.execPath,
  hook: join(import.meta.dirname, 'pre-commit.cts'),
  handing: join(import.meta.dirname, 'staged.sh'),
  cache,
  // biome-ignore lint/style/noProcessEnv: this file is the edge of a process
  path: process.env.PATH,
  sources: join(import.meta.dirname, '../src/rules'),
};

try {
  // What Node compiled of an earlier bundle is of no use to this one.
  rmSync(cache, { recursive: true, force: true });
  const isWritten = await writeBundle({ root, folder }, wanted);
  if (isWritten && !stopsASecret(trial, randomBytes(32).toString('hex')))
    throw new Error('it did not stop a planted secret');
} catch (error) {
  rmSync(folder, { recursive: true, force: true });
  const why = error instanceof Error ? error.message.split('\n', 1)[0] : 'an unknown reason';
  process.stderr.write(`gatehouse: the pre-commit hook runs from its sources, not from one file: ${why}.\n`);
}
