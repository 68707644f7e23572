import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeCacheFolder, enablesCodeCache } from '../src/code-cache.ts';

let root: string;
const desk = () => join(root, 'apps', 'bot', 'src', 'desk.ts');

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-code-')));
  mkdirSync(dirname(desk()), { recursive: true });
  writeFileSync(desk(), '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('codeCacheFolder', () => {
  it('makes a folder per room, for this user alone, and none for a strategy', () => {
    const folder = codeCacheFolder(root, join(root, '.state')) ?? '';
    expect(readdirSync(folder).sort()).toEqual(['courier', 'desk', 'launcher', 'simulator']);
    for (const room of readdirSync(folder)) expect(statSync(join(folder, room)).mode & 0o777).toBe(0o700);
  });

  it('stands outside the state folder, which rooms write whole', () => {
    const state = join(root, '.state');
    expect(codeCacheFolder(root, state)?.startsWith(`${state}/`)).toBe(false);
  });

  it.each(['/', '.', 'node_modules', 'node_modules/.cache'])(
    'is not used when the state folder is above it: %s',
    (above) => {
      expect(codeCacheFolder(root, join(root, above === '/' ? '../'.repeat(20) : above))).toBeUndefined();
    },
  );

  it('is not used where the sources are not there to be written', () => {
    rmSync(desk());
    expect(codeCacheFolder(root, join(root, '.state'))).toBeUndefined();
  });
});

describe('enablesCodeCache', () => {
  it('is a module that carries the folder, whatever its name', () => {
    for (const name of ['plain', 'it’s "quoted" #1 ?100%', 'a,b\\c']) {
      const text = decodeURIComponent(enablesCodeCache(join(root, name)).slice('data:text/javascript,'.length));
      expect(text).toContain(`enableCompileCache(${JSON.stringify(join(root, name))})`);
    }
  });
});
