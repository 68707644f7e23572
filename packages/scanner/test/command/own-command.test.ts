import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawSecret, makeFolder, Repository, write } from '../repository.ts';
import { runIn } from '../surroundings.ts';

function scene() {
  const repository = Repository.init();
  const key = { apiKey: drawSecret(), secret: drawSecret(), passphrase: `${drawSecret(6)} & ${drawSecret(6)}` };
  const env = {
    ...repository.env,
    BINANCE_API_KEY: key.apiKey,
    BINANCE_API_SECRET: key.secret,
    OKX_PASSPHRASE: key.passphrase,
  };
  const run = async (...words: string[]) => {
    const outcome = await runIn(repository.folder, words, { env });
    for (const value of Object.values(key)) expect(outcome.stdout + outcome.stderr).not.toContain(value);
    return outcome;
  };
  const places = async (...words: string[]) => {
    const { findings } = JSON.parse((await run(...words, '--json')).stdout);
    return findings.map(
      (one: { path: string; line: number; column: number; rule: string }) =>
        `${one.path}:${one.line}:${one.column} ${one.rule}`,
    );
  };
  return { repository, key, run, places };
}

describe('own keys', () => {
  it('are found by value, in the forms that they take, where no rule would look', async () => {
    const { repository, key, run, places } = scene();
    repository.commit('notes', `one\n\nit is ${Buffer.from(key.secret).toString('base64')}`);
    repository.commit('sub/url', `x?p=${encodeURIComponent(key.passphrase)}`);
    expect(await places('--own', 'env:', '--tree')).toEqual([
      'notes:3:7 own-binance-secret',
      'sub/url:1:5 own-okx-password',
    ]);
    expect(await places('--own', 'env:', '--exchange', 'okx', '--tree')).toEqual(['sub/url:1:5 own-okx-password']);
    expect(await places('--own', 'env:', '--tree', 'sub')).toEqual(['url:1:5 own-okx-password']);
    const { stdout, exitCode } = await run('--own', 'env:');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /your own binance secret found[\s\S]*Looked for binance apiKey, binance secret, okx password\.[\s\S]*Your own keys stand in/,
    );
  });

  it('are found in the history when they are gone from the tree, and in the index before they are in either', async () => {
    const { repository, key, places } = scene();
    repository.commit('a', key.apiKey);
    repository.commit('a', 'clean');
    expect(await places('--own', 'env:', '--tree')).toEqual([]);
    expect(await places('--own', 'env:', '--history')).toEqual(['a:1:1 own-binance-apikey']);
    expect(await places('--own', 'env:', '--staged')).toEqual([]);
    repository.write('b', `${'x\n'.repeat(3)}${key.secret}`);
    repository.write(`c/${key.apiKey}`, 'nothing');
    repository.git('add', '-A');
    repository.write('b', 'clean again');
    expect((await places('--own', 'env:', '--staged')).sort()).toEqual([
      '[a name that holds the key]:1:1 own-binance-apikey',
      'b:4:1 own-binance-secret',
    ]);
  });

  it('cannot be excused', async () => {
    const { repository, key, places } = scene();
    repository.write('.scanignore', '** * until=2026-12-31 everything here is fine, believe me');
    repository.commit('a', `${key.secret} # gatehouse-allow: everything here is fine, believe me`);
    expect(await places('--own', 'env:', '--tree')).toEqual(['a:1:1 own-binance-secret']);
  });

  it('are not found where they are meant to stand', async () => {
    const { repository, run } = scene();
    repository.write('.gitignore', 'keys/\n');
    repository.git('add', '.gitignore');
    chmodSync(repository.write('keys/apiKey', `${drawSecret()}\n`), 0o400);
    const outcome = await runIn(repository.folder, ['--own', 'file:keys'], { env: { PATH: process.env.PATH } });
    expect(outcome).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('binance apiKey'), stderr: '' });
    expect((await run('--own', 'env:')).exitCode).toBe(0);
  });

  const refused = [
    ['a source that is none', ['--own', 'qzx7qzx7']],
    ['an environment without a key', ['--own', 'env:']],
    ['a folder without a key', ['--own', 'file:empty']],
    ['an exchange that is no id', ['--own', 'env:', '--exchange', 'No!']],
    ['a path that is no folder', ['--own', 'env:', 'gone']],
  ] as const;

  it.each(refused)('are not looked for with %s', async (_, words) => {
    const folder = makeFolder();
    write(folder, 'empty/x', 'x');
    const env = words.includes('gone' as never) ? { BINANCE_API_KEY: drawSecret() } : {};
    const outcome = await runIn(folder, words, { env: { PATH: process.env.PATH, ...env } });
    expect(outcome).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(/^gatehouse scan: [^\n]+\n$/),
    });
    expect(outcome.stderr).not.toContain('qzx7');
  });
});
