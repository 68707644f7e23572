import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';

// A project per package. Named one by one, because a folder given by a glob does not inherit what stands below.
const rooms = globSync('{apps,packages}/*/package.json', { cwd: import.meta.dirname })
  .map((path) => path.replace(/.package\.json$/, ''))
  .sort()
  .map((root) => {
    const name = basename(root);
    return { extends: true as const, root, test: { name, isolate: name === 'bot' } };
  });

export default defineConfig({
  test: {
    // One run over everything: faster than a process per package, and it ends with one summary.
    projects: [...rooms, { extends: true, root: 'checks', test: { name: 'checks' } }],
    // Tests put back what they change, so files of a package may share a worker: to start one for each, and to load ccxt in
    // it, took more than the tests themselves. Those of the bot leave conversations behind that nobody waits for any more.
    isolate: false,
    // One more than there are cores: the slow tests wait for processes and clocks most of the time.
    // Some tests start the whole bot as processes, several at a time on two cores; none is slow by intention.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
