import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { rules } from '../../src/rules/rules.ts';
// Loaded beforehand, so that the threads have their part before this one is through with its own.
import '../../src/scan/pool.ts';
import { scan } from '../../src/scan/scan.ts';
import { drawSecret, Repository } from '../repository.ts';

it('counts what other threads looked at as if one had looked at it all', async () => {
  const repository = Repository.init();
  repository.git('config', 'core.compression', '0');
  for (let index = 0; index < 12; index++) {
    repository.write(`binary-${index}`, randomBytes(600_000));
    repository.write(`text-${index}`, `line of ${index}\n`.repeat(3000));
  }
  repository.write('.env', `BINANCE_API_SECRET=${drawSecret()}\n`);
  repository.git('add', '-A');
  repository.git('commit', '-qm', 'all');
  const look = async (more = {}) =>
    (await scan({ root: repository.folder, what: 'history', env: repository.env, ...more })).looked;
  const sizes = repository.git('ls-tree', '-r', '--format=%(objectsize)', 'HEAD').split('\n').map(Number);
  const message = 'all\n'.length;
  // Rules of the caller's own are sent to no thread.
  const byOne = await look({ rules });
  expect(byOne).toMatchObject({
    contents: sizes.length + 1,
    bytes: sizes.reduce((sum, size) => sum + size, message),
    binary: 12,
  });
  expect(await look()).toEqual(byOne);
});
