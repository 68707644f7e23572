import { execFile } from 'node:child_process';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { bundles, writeBundle } from '../../start/bundle.ts';
import { wanted } from '../../start/wanted.ts';
import { drawSecret, makeFolder, Repository, write } from '../repository.ts';

const scanner = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A checkout that has the file and what starts it, and no sources to fall back on. */
async function checkout(): Promise<string> {
  const root = makeFolder();
  const copied = ['pnpm-lock.yaml', 'packages/scanner/package.json'];
  for (const path of copied) {
    write(root, path, '');
    copyFileSync(join(scanner, '../..', path), join(root, path));
  }
  for (const name of readdirSync(join(scanner, 'start')).filter((one) => one.endsWith('ts'))) {
    write(root, `packages/scanner/start/${name}`, '');
    copyFileSync(join(scanner, 'start', name), join(root, 'packages/scanner/start', name));
  }
  expect(await writeBundle({ root, folder: join(root, bundles, 'scan') }, wanted.scan)).toBe(true);
  return root;
}

async function outcome(file: string, repository: Repository, words: readonly string[]) {
  const { env, folder: cwd } = repository;
  const ended = await run(process.execPath, [file, ...words], { cwd, env }).catch((error: unknown) => error);
  const { code = 0, stdout, stderr } = ended as { code?: number; stdout: string; stderr: string };
  return { code, stdout, stderr };
}

/** More than one thread looks through alone before it asks others to help, in the tree and in the history. */
function large(): Repository {
  const repository = Repository.init();
  const line = (index: number) => `const value${index} = compute(${index}, { side: 'buy', size: ${index * 7} });\n`;
  for (let file = 0; file < 200; file++) {
    const text = Array.from({ length: 700 }, (_, index) => line(file * 1000 + index)).join('');
    repository.write(
      `src/file-${file}.ts`,
      file % 40 === 0 ? `${text}BYBIT_API_SECRET = '${drawSecret(36)}';\n` : text,
    );
  }
  repository.git('add', '-A');
  repository.git('commit', '-qm', 'all');
  return repository;
}

it('finds in every way, with its threads, what the sources find', async () => {
  const [root, repository] = [await checkout(), large()];
  const fromFile = join(root, 'packages/scanner/start/scan.cts');
  const fromSources = join(scanner, 'src/main.ts');
  for (const words of [
    ['--tree', '--json'],
    ['--history', '--unreachable'],
    ['--tree', '--sarif'],
    ['--staged'],
    ['--help'],
  ]) {
    const expected = await outcome(fromSources, repository, words);
    expect(await outcome(fromFile, repository, words), words.join(' ')).toEqual(expected);
    expect(expected.stderr).toBe('');
  }
  const { code, stdout } = await outcome(fromFile, repository, ['--tree']);
  expect([code, stdout.match(/bybit-secret/g)?.length]).toEqual([1, 6]);
});

it('passes nothing where neither the file nor the sources can be loaded, under any of the options of Node', async () => {
  const [root, repository] = [await checkout(), Repository.init()];
  rmSync(join(root, bundles), { recursive: true });
  const file = join(root, 'packages/scanner/start/scan.cts');
  for (const mode of ['warn', 'none']) {
    repository.env.NODE_OPTIONS = `--unhandled-rejections=${mode}`;
    expect(await outcome(file, repository, ['--tree'])).toMatchObject({ code: 2, stdout: '' });
  }
});

it('leaves to the sources what brings a store or an exchange along', async () => {
  const [root, repository] = [await checkout(), Repository.init()];
  write(
    root,
    'packages/scanner/src/main.ts',
    "process.exitCode = 0; console.log('sources', ...process.argv.slice(2));",
  );
  const file = join(root, 'packages/scanner/start/scan.cts');
  for (const words of [['--own', 'env'], ['--own=env'], ['--tree', '--verify']]) {
    expect(await outcome(file, repository, words)).toEqual({
      code: 0,
      stdout: `sources ${words.join(' ')}\n`,
      stderr: '',
    });
  }
  expect((await outcome(file, repository, ['--help'])).stdout).toMatch(/pnpm scan/);
});
