import { expect, it } from 'vitest';
import { drawSecret, makeFolder, Repository, write } from '../repository.ts';
import { runIn } from '../surroundings.ts';

it('ends with 0, 1 or 2 and says why', async () => {
  const repository = Repository.init();
  const run = (...words: string[]) => runIn(repository.folder, words);
  expect(await run()).toEqual({ stdout: expect.stringMatching(/^No secrets found/), stderr: '', exitCode: 0 });
  repository.write('x', `okx_secret = ${drawSecret()}`);
  expect(await run('--tree', '--json')).toMatchObject({ stderr: '', exitCode: 1 });
  expect(await run('--everything')).toMatchObject({ stdout: '', exitCode: 2 });
  expect(await run('--help')).toMatchObject({ stdout: expect.stringContaining('--own SOURCE'), exitCode: 0 });
});

it('does not quote an error that it does not know', async () => {
  const folder = makeFolder();
  write(folder, 'x', 'x');
  // A zero byte in a path makes Node's own error, which quotes the path.
  const outcome = await runIn(folder, ['a\0qzx7']);
  expect(outcome).toMatchObject({ stdout: '', exitCode: 2 });
  expect(outcome.stderr).toMatch(/broke off \(TypeError\)/);
  expect(outcome.stderr).not.toContain('qzx7');
});
