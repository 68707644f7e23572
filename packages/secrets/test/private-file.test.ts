import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPrivately } from '../src/private-file.ts';
import { freshKey, freshWorld } from './samples.ts';

const { folder } = freshWorld();
const at = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content, { mode: 0o600 });
  return join(folder, name);
};

describe('readPrivately', () => {
  it('returns the text and the mode of the file it has read', () => {
    const text = freshKey();
    expect(readPrivately(at('plain', text))).toMatchObject({ found: true, text, stats: { mode: 0o100600 } });
  });

  it('drops a byte order mark', () => {
    expect(readPrivately(at('marked', '\ufeffA=1'))).toMatchObject({ text: 'A=1' });
  });

  it.each([join(folder, 'absent'), join(at('file', 'x'), 'below')])('says that nothing is there', (path) => {
    expect(readPrivately(path)).toEqual({ found: false });
  });

  it.each([
    ['a folder', () => mkdirSync(join(folder, 'a folder')), 'regular file'],
    ['a link', () => symlinkSync(at('target', freshKey()), join(folder, 'a link')), 'is a link'],
    ['a broken link', () => symlinkSync('nowhere', join(folder, 'a broken link')), 'is a link'],
    ['a pipe', () => execFileSync('mkfifo', [join(folder, 'a pipe')]), 'regular file'],
    ['a large file', () => at('a large file', Buffer.alloc(300_000, 97)), 'larger'],
    ['binary', () => at('binary', Uint8Array.of(0xff, 0xfe, 0x41, 0x00)), 'UTF-8'],
  ])('refuses %s, without reading or waiting', (name, make, problem) => {
    make();
    expect(readPrivately(join(folder, name))).toEqual({ found: true, problem: expect.stringContaining(problem) });
  });
});
