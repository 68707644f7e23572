import { expect, it } from 'vitest';
import { runCommand } from '../src/command.ts';
import { drawSecret, makeFolder, Repository, write } from './repository.ts';

const env = { PATH: process.env.PATH };

it('ends with 0, 1 or 2 and says why', async () => {
  const repository = Repository.init();
  const run = (...words: string[]) => runCommand({ words, folder: repository.folder, env });
  expect(await run()).toEqual({ stdout: expect.stringMatching(/^No secrets found/), stderr: '', exitCode: 0 });
  repository.write('x', `okx_secret = ${drawSecret()}`);
  expect(await run('--tree', '--json')).toMatchObject({ stderr: '', exitCode: 1 });
  expect(await run('--everything')).toMatchObject({ stdout: '', exitCode: 2 });
});

it('does not quote an error that it does not know', async () => {
  const folder = makeFolder();
  write(folder, 'x', 'x');
  // A zero byte in a path makes Node's own error, which quotes the path.
  const outcome = await runCommand({ words: ['a\0qzx7'], folder, env });
  expect(outcome).toMatchObject({ stdout: '', exitCode: 2 });
  expect(outcome.stderr).toMatch(/broke off \(TypeError\)/);
  expect(outcome.stderr).not.toContain('qzx7');
});
