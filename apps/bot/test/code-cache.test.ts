import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeCacheFolder, enablesCodeCache } from '../src/code-cache.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-code-')));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('codeCacheFolder', () => {
  it('makes a folder per room that may keep code, for this user alone, and none for a strategy', () => {
    const folder = codeCacheFolder(root) ?? '';
    expect(readdirSync(folder).sort()).toEqual(['clerk', 'courier', 'desk', 'simulator']);
    for (const room of readdirSync(folder)) expect(statSync(join(folder, room)).mode & 0o777).toBe(0o700);
  });

  it('lies among the installed packages: the state is written by desk and courier, the sources by people', () => {
    expect(codeCacheFolder(root)).toBe(join(root, 'node_modules', '.cache', 'gatehouse'));
  });

  it('is the same folder at the next start', () => {
    expect(codeCacheFolder(root)).toBe(codeCacheFolder(root));
  });

  it('is done without when it cannot be made', () => {
    writeFileSync(join(root, 'node_modules', '.cache'), '');
    expect(codeCacheFolder(root)).toBeUndefined();
  });
});

describe('enablesCodeCache', () => {
  it('is a module that carries the folder, whatever its name', () => {
    for (const name of ['plain', 'it’s "quoted" #1 ?100%', 'a,b\\c']) {
      const address = enablesCodeCache(join(root, name));
      expect(address).toMatch(/^data:text\/javascript,[^#?\s"]+$/);
      expect(decodeURIComponent(address)).toContain(`enableCompileCache(${JSON.stringify(join(root, name))})`);
    }
  });
});
