import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import { type BundlePlace, bundles, type Stamp, vouchFor, writeBundle } from '../../start/bundle.ts';
import { makeFolder, write } from '../repository.ts';

const start = join(import.meta.dirname, '../../start');
const place = (root: string): BundlePlace => ({ root, folder: join(root, bundles, 'hook') });

/** A checkout with a hook of two modules, which says whether it runs as a bundle, and what its second module says. */
async function checkout() {
  const root = makeFolder();
  write(root, 'package.json', '{ "type": "module" }');
  write(root, 'lock', 'one');
  const entry = write(
    root,
    'packages/scanner/src/run-hook.ts',
    `import { hash } from 'node:crypto';
     import { word } from './word.ts';
     export async function runHook(process: NodeJS.Process, ready?: { tables: Uint8Array }): Promise<void> {
       const { later } = await import('./later.ts');
       const from = typeof __filename === 'string' ? 'bundle' : 'sources';
       if (from === 'bundle' && Buffer.from(ready?.tables ?? []).toString() !== 'tables of these rules') return;
       process.exitCode = 0;
       process.stdout.write([from, word, later, hash('sha256', word).length, import.meta.url.split('/').at(-1)].join(' '));
     }`,
  );
  const source = write(root, 'packages/scanner/src/word.ts', "export const word = 'old';");
  // A time that can be set again to the last digit.
  utimesSync(source, 1_700_000_000, 1_700_000_000);
  write(root, 'packages/scanner/src/later.ts', "export const later: string = 'later';");
  for (const name of ['bundled.cts', 'pre-commit.cts', 'warm.cts']) {
    write(root, `packages/scanner/start/${name}`, '');
    copyFileSync(join(start, name), join(root, 'packages/scanner/start', name));
  }
  const made = (folder: string) => {
    writeFileSync(join(folder, 'tables'), 'tables of these rules');
    return ['tables'];
  };
  const wanted = { entry, without: /never/, deciding: ['lock'], made };
  expect(await writeBundle(place(root), wanted)).toBe(true);
  return {
    root,
    source,
    wanted,
    file: join(place(root).folder, 'bundle.js'),
    list: join(place(root).folder, 'sources.json'),
    tables: join(place(root).folder, 'tables'),
  };
}

const run = promisify(execFile);

async function said(root: string, name = 'pre-commit.cts', ...words: readonly string[]): Promise<string> {
  const file = join(root, 'packages/scanner/start', name);
  const { stdout, stderr } = await run(process.execPath, [file, ...words], { env: {} });
  expect(stderr).toBe('');
  return stdout;
}

const fresh = 'bundle old later 64 run-hook.ts';
const fallenBack = 'sources old later 64 run-hook.ts';

it('runs the bundle while every source is what it was, and loads no cryptography before it is asked for', async () => {
  const { root, file } = await checkout();
  expect(await said(root)).toBe(fresh);
  expect(readFileSync(file, 'utf8')).not.toMatch(/require\(["']node:crypto/);
  expect(statSync(place(root).folder).mode & 0o077).toBe(0);
});

it('leaves what V8 compiled where it is told to, and takes it again once that is vouched for', async () => {
  const { root } = await checkout();
  const compiled = join(place(root).folder, 'compiled');
  const warmed = () => said(root, 'warm.cts', 'hook', compiled, '-', '-');
  expect(await warmed()).toBe(fresh + fresh);
  expect(statSync(compiled).size).toBeGreaterThan(500);
  // Nobody vouches for it yet, so it is not read.
  writeFileSync(compiled, 'nonsense');
  expect(await said(root)).toBe(fresh);
  await warmed();
  vouchFor(place(root), 'compiled');
  expect(await said(root)).toBe(fresh);
  writeFileSync(compiled, 'nonsense');
  expect(await said(root)).toBe(fallenBack);
});

it('keeps nothing of a file that is not there, or whose sources are not what they were', async () => {
  const { root, source } = await checkout();
  const compiled = join(place(root).folder, 'compiled');
  await expect(said(root, 'warm.cts', 'scan', compiled, '-')).rejects.toMatchObject({ code: 1 });
  writeFileSync(source, "export const word = 'new';");
  await expect(said(root, 'warm.cts', 'hook', compiled, '-')).rejects.toMatchObject({ code: 1 });
  expect(existsSync(compiled)).toBe(false);
});

it('compiles anew where another V8 compiled it', async () => {
  const { root } = await checkout();
  writeFileSync(join(place(root).folder, 'compiled'), 'nonsense');
  vouchFor(place(root), 'compiled');
  expect(await said(root)).toBe(fresh);
});

it('minds no link to an installed file, wherever it is installed', async () => {
  const { root, source, wanted, list } = await checkout();
  const installed = write(makeFolder(), 'node_modules/words/index.js', "export const word = 'installed';");
  writeFileSync(source, `export { word } from '${installed}';`);
  expect(await writeBundle(place(root), wanted)).toBe(true);
  linkSync(installed, `${installed}.elsewhere`);
  expect(await said(root)).toBe('bundle installed later 64 run-hook.ts');
  expect(readFileSync(list, 'utf8')).toContain('node_modules/words/index.js');
});

it('runs the sources where an installed file is of another size, though it kept its time', async () => {
  const { root, source, wanted } = await checkout();
  const installed = write(root, 'node_modules/words/index.mjs', "export const word = 'old';");
  writeFileSync(source, `export { word } from '${installed}';`);
  const edited = (text: string) => {
    writeFileSync(installed, text);
    utimesSync(installed, 1_700_000_000, 1_700_000_000);
  };
  edited("export const word = 'old';");
  expect(await writeBundle(place(root), wanted)).toBe(true);
  expect(await said(root)).toBe(fresh);
  edited("export const word = 'newer';");
  expect(await said(root)).toBe('sources newer later 64 run-hook.ts');
});

it('runs the sources where one was edited right after the bundler had read it', async () => {
  const { root, source, wanted } = await checkout();
  let reads = 0;
  vi.resetModules();
  vi.doMock('node:fs', async (original) => {
    const fs = await original<typeof import('node:fs')>();
    const readFileSync = (...args: Parameters<typeof fs.readFileSync>) => {
      const content = fs.readFileSync(...args);
      if (args[0] === source && reads++ === 0) fs.writeFileSync(source, "export const word = 'new';");
      return content;
    };
    return { ...fs, readFileSync };
  });
  try {
    const { writeBundle: anew } = await import('../../start/bundle.ts');
    expect(await anew(place(root), wanted)).toBe(true);
  } finally {
    vi.doUnmock('node:fs');
    vi.resetModules();
  }
  expect([reads, await said(root)]).toEqual([1, 'sources new later 64 run-hook.ts']);
});

const touches: readonly (readonly [string, (of: Awaited<ReturnType<typeof checkout>>) => void, string])[] = [
  [
    'a source was edited to the same length',
    ({ source }) => writeFileSync(source, "export const word = 'new';"),
    'sources new later 64 run-hook.ts',
  ],
  [
    'a source was edited to the same length, and to the time of before',
    ({ source }) => {
      const { atime, mtime } = statSync(source);
      writeFileSync(source, "export const word = 'new';");
      utimesSync(source, atime, mtime);
    },
    'sources new later 64 run-hook.ts',
  ],
  ['what decides on the sources was edited', ({ root }) => writeFileSync(join(root, 'lock'), 'two'), fallenBack],
  ['the list is missing', ({ list }) => rmSync(list), fallenBack],
  ['the list is empty', ({ list }) => writeFileSync(list, '[]'), fallenBack],
  ['the tables are missing', ({ tables }) => rmSync(tables), fallenBack],
  [
    'the tables are others of the same size',
    ({ tables }) => writeFileSync(tables, 'other tables of a set'),
    fallenBack,
  ],
  ['the bundle is cut off', ({ file }) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, -200)), fallenBack],
  ['the bundle is not JavaScript, and listed', (of) => replaceListed(of, '}{'), fallenBack],
  [
    'the bundle has no hook, and is listed',
    (of) => replaceListed(of, '(function (exports) { exports.other = 1; })'),
    fallenBack,
  ],
];

function replaceListed({ file, list }: { file: string; list: string }, text: string): void {
  writeFileSync(file, text);
  const { size, mtimeMs } = statSync(file);
  const stamps: readonly Stamp[] = JSON.parse(readFileSync(list, 'utf8'));
  const listed = stamps.map(
    (stamp): Stamp => (stamp[0].endsWith('bundle.js') ? [stamp[0], size, mtimeMs, 'installed'] : stamp),
  );
  writeFileSync(list, JSON.stringify(listed));
}

it('runs the sources, and says nothing, whatever else was done', async () => {
  const outcomes = touches.map(async ([name, touch, expected]) => {
    const of = await checkout();
    touch(of);
    expect([name, await said(of.root)]).toEqual([name, expected]);
  });
  await Promise.all(outcomes);
});

it('passes nothing where the hook cannot be loaded, whatever Node is told to do with what nobody catches', async () => {
  const { root, source } = await checkout();
  writeFileSync(source, "export { nothing as word } from 'not-installed';");
  const file = join(root, 'packages/scanner/start/pre-commit.cts');
  for (const mode of ['strict', 'throw', 'warn', 'none', 'warn-with-error-code']) {
    const env = { NODE_OPTIONS: `--unhandled-rejections=${mode}` };
    const { code } = (await run(process.execPath, [file], { env }).catch((error: { code: number }) => error)) as {
      code?: number;
    };
    expect([mode, code === 1 || code === 2]).toEqual([mode, true]);
  }
});

it('leaves no bundle where no tables can be made', async () => {
  const { root, wanted } = await checkout();
  const made = () => {
    throw new Error('no tables');
  };
  await expect(writeBundle(place(root), { ...wanted, made })).rejects.toThrow('no tables');
  expect(await said(root)).toBe(fallenBack);
});

it('leaves no older bundle where no new one can be made', async () => {
  const { root, source, wanted } = await checkout();
  writeFileSync(source, 'export const word = ;');
  await expect(writeBundle(place(root), wanted)).rejects.toThrow();
  expect(existsSync(place(root).folder)).toBe(false);
});

it('makes none of a source that asks for its place in a way that a bundle cannot answer', async () => {
  const { root, source, wanted } = await checkout();
  writeFileSync(source, 'export const word = import.meta.dirname;');
  await expect(writeBundle(place(root), wanted)).rejects.toThrow('asks for its place');
});

it('makes none where the bundler is not installed', async () => {
  const { root, wanted } = await checkout();
  vi.doMock('rolldown', () => {
    throw new Error('not installed');
  });
  try {
    expect(await writeBundle(place(root), wanted)).toBe(false);
  } finally {
    vi.doUnmock('rolldown');
  }
  expect(await said(root)).toBe(fallenBack);
});
