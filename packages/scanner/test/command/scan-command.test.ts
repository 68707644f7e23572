import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, Repository, write } from '../repository.ts';
import { seededSecrets } from '../seeded.ts';
import { input, noon, runIn } from '../surroundings.ts';

const drawSecret = seededSecrets(42);

const leak = (value = drawSecret()) => `OKX_API_SECRET=${value.slice(0, 40)}\n`;
const findings = (stdout: string) =>
  JSON.parse(stdout).findings as { path: string; rule: string; pair?: string; bareAllow?: true }[];

describe('a scan', () => {
  it('lets stay what .scanignore says, until its last day', async () => {
    const repository = Repository.init();
    repository.write('docs/a', leak());
    repository.write('src/a', leak());
    repository.write('.scanignore', 'docs/** * until=2026-12-31 the samples of the documentation\n');
    const run = (words: readonly string[], now = noon) => runIn(repository.folder, words, { now: () => now });
    const today = await run([]);
    expect(today).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/1 secret found.*1 passed over by \.scanignore/),
    });
    expect(today.stdout).not.toMatch(/^docs/m);
    expect(await run(['docs'])).toMatchObject({ exitCode: 0 });
    expect(await run([], new Date('2027-01-02'))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^gatehouse scan: Line 1 of \.scanignore has expired[^\n]*\.\n$/),
    });
  });

  it('does not take an allow without a reason, and says so', async () => {
    const folder = makeFolder();
    write(folder, 'a', leak().replace('\n', ' # gatehouse-allow: ok\n'));
    const { stdout, exitCode } = await runIn(folder, []);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('its gatehouse-allow gives no reason');
    write(folder, 'a', leak().replace('\n', ' # gatehouse-allow: printed in the documentation\n'));
    expect(await runIn(folder, [])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('1 allowed with a reason'),
    });
  });

  it('says which key and secret belong together', async () => {
    const folder = makeFolder();
    write(folder, 'a', `BINANCE_API_KEY=${drawSecret()}\nBINANCE_API_SECRET=${drawSecret()}\n`);
    const [key, secret] = findings((await runIn(folder, ['--json'])).stdout);
    expect([key?.rule, secret?.rule]).toEqual(['binance-key', 'binance-secret']);
    expect(key?.pair).toMatch(/^[0-9a-f]{8}$/);
    expect(secret?.pair).toBe(key?.pair);
  });

  it('runs the rules of the repository on every way of looking', async () => {
    const repository = Repository.init();
    const rule = {
      id: 'acme-token',
      severity: 'block',
      finds: 'Acme token',
      fix: 'revoke it at acme.example',
      keywords: ['acme_'],
      pattern: 'acme_(?<value>[a-z]{8})',
      match: ['acme_abcdefgh'],
      noMatch: ['acme_'],
    };
    repository.write('scan.rules.json', JSON.stringify({ rules: [rule] }));
    repository.write('.scanignore', 'scan.rules.json acme-token until=2027-01-01 the example in the rule itself\n');
    repository.write('sub/a', 'acme_qrstuvwx');
    repository.git('add', '-A');
    for (const words of [['--tree'], ['--staged'], ['sub']]) {
      const { stdout, exitCode } = await runIn(repository.folder, words);
      expect(exitCode, words.join()).toBe(1);
      expect(stdout).toContain('acme-token: revoke it at acme.example.');
      expect(stdout).not.toContain('qrstuvwx');
    }
    repository.git('commit', '-qm', 'x');
    expect(findings((await runIn(repository.folder, ['--history', '--json'])).stdout)).toMatchObject([
      { rule: 'acme-token' },
    ]);
    // The rules of the repository that was asked about, not of the one that somebody stands in.
    expect((await runIn(makeFolder(), [repository.folder])).exitCode).toBe(1);
  });

  it('looks through standard input, and through logs that git ignores', async () => {
    const repository = Repository.init();
    expect(await runIn(repository.folder, ['--stdin'], { stdin: input(leak()) })).toMatchObject({ exitCode: 1 });
    expect(await runIn(repository.folder, ['--stdin'], { stdin: input('clean') })).toMatchObject({ exitCode: 0 });
    expect(await runIn(repository.folder, ['--stdin'], { stdin: input(undefined) })).toMatchObject({ exitCode: 2 });
    repository.write('.gitignore', '.state\n');
    repository.write('.state/logs/bot.log', leak());
    expect(await runIn(repository.folder, [])).toMatchObject({ exitCode: 0 });
    expect(await runIn(repository.folder, ['--logs'])).toMatchObject({ exitCode: 1 });
  });
});

describe('a push', () => {
  const zeros = '0'.repeat(40);

  it('is stopped by a secret in the commits it sends, and by nothing that the remote has', async () => {
    const repository = Repository.init();
    const old = repository.commit('old', leak());
    repository.git('update-ref', 'refs/remotes/origin/main', old);
    const clean = repository.commit('clean', 'x');
    const push = (id: string, remote = 'origin') =>
      runIn(join(repository.folder), ['--pushed', `--remote=${remote}`], {
        stdin: input(`refs/heads/main ${id} refs/heads/main ${zeros}\n`),
      });
    expect(await push(clean)).toMatchObject({ exitCode: 0 });
    // To another remote the old one would be news.
    expect(await push(clean, 'public')).toMatchObject({ exitCode: 1 });
    repository.commit('fresh', leak());
    const gone = repository.commit('fresh', 'taken out again');
    expect(await push(gone)).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^fresh:1:\d+ [\s\S]*Push stopped: 1 secret/),
    });
    expect(await push(zeros)).toMatchObject({ exitCode: 0 });
  });

  it('is stopped when what git tells cannot be understood', async () => {
    const repository = Repository.init();
    const outcome = await runIn(repository.folder, ['--pushed'], { stdin: input('qzx7') });
    expect(outcome).toMatchObject({ exitCode: 2, stderr: expect.not.stringContaining('qzx7') });
  });
});

it('counts a PATH from where pnpm was called, which runs a script at its root', async () => {
  const folder = makeFolder();
  write(folder, 'sub/deep/leak.env', `BINANCE_API_SECRET=${drawSecret()}\n`);
  write(folder, 'sub/clean/x', 'nothing\n');
  const env = { PATH: process.env.PATH, npm_lifecycle_event: 'scan', INIT_CWD: join(folder, 'sub') };
  expect(await runIn(folder, ['--tree', 'deep'], { env })).toMatchObject({ exitCode: 1 });
  expect(await runIn(folder, ['--tree', 'clean'], { env })).toMatchObject({ exitCode: 0 });
  expect(await runIn(folder, ['--tree', 'sub'], { env })).toMatchObject({ exitCode: 2 });
  expect(await runIn(folder, ['--tree', 'a', 'b'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/one PATH/),
  });
});
