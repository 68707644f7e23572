import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { vouchFor, writeBundle } from './bundle.ts';
import { stopsASecret, type Trial } from './trial.ts';
import { harmlessFiles, wanted } from './wanted.ts';

// Runs when the hooks are installed: writes the hook's modules as one file, and tries it on a secret; then once more with
// what V8 compiled in that run. Without that file, or the bundler that makes it, the hook runs from the sources and takes
// a little longer; an install never fails here.

const root = join(import.meta.dirname, '../../..');
const rooms = join(root, 'node_modules/.cache/gatehouse');
const folder = join(rooms, 'scan');
const cache = join(rooms, 'hook');

const trial: Omit<Trial, 'files'> = {
  node: process.execPath,
  hook: join(import.meta.dirname, 'pre-commit.cts'),
  handing: join(import.meta.dirname, 'staged.sh'),
  cache,
  // biome-ignore lint/style/noProcessEnv: this file is the edge of a process
  path: process.env.PATH,
};
const place = { root, folder };
const prove = (one: Trial) => {
  if (!stopsASecret(one, randomBytes(32).toString('hex'))) throw new Error('it did not stop a planted secret');
};

try {
  // What Node compiled of an earlier bundle is of no use to this one.
  rmSync(cache, { recursive: true, force: true });
  if (await writeBundle(place, wanted)) {
    const files = await harmlessFiles();
    prove({ ...trial, files, keep: join(folder, 'compiled') });
    vouchFor(place, 'compiled');
    prove({ ...trial, files });
  }
} catch (error) {
  rmSync(folder, { recursive: true, force: true });
  const why = error instanceof Error ? error.message.split('\n', 1)[0] : 'an unknown reason';
  process.stderr.write(`gatehouse: the pre-commit hook runs from its sources, not from one file: ${why}.\n`);
}
