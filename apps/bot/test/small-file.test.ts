import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSmallFile } from '../src/small-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-small-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('readSmallFile', () => {
  it('returns the bytes of a regular file', () => {
    writeFileSync(join(folder, 'a'), 'BOT_MODE=live');
    expect(readSmallFile(join(folder, 'a'))?.toString()).toBe('BOT_MODE=live');
  });

  it.each<[string, (path: string) => void]>([
    ['nothing', () => undefined],
    ['a folder', (path) => mkdirSync(path)],
    ['a link', (path) => symlinkSync('/dev/zero', path)],
    ['a pipe', (path) => void execFileSync('mkfifo', [path])],
    ['a file too large to be settings', (path) => writeFileSync(path, Buffer.alloc(300_000))],
  ])('returns nothing for %s, at once', (_, make) => {
    const path = join(folder, 'b');
    make(path);
    expect(readSmallFile(path)).toBeUndefined();
  });
});
