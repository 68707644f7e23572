import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { provideInstallationKey, readInstallationKey } from '../src/installation-key.ts';
import { place, startProgram } from './fixture.ts';

const inside = (home: { folder: string }) => join(home.folder, 'installation.key');

describe('the first run', () => {
  it('makes 32 random bytes with mode 0600, and leaves nothing else behind', () => {
    using home = place();
    const key = provideInstallationKey(inside(home));
    expect(statSync(inside(home)).mode & 0o777).toBe(0o600);
    expect(key.export()).toEqual(readFileSync(inside(home)));
    expect(key.symmetricKeySize).toBe(32);
    expect(readdirSync(home.folder)).toEqual(['installation.key']);
    using other = place();
    expect(provideInstallationKey(inside(other)).equals(key)).toBe(false);
  });

  it('gives the same key to every later run', () => {
    using home = place();
    const key = provideInstallationKey(inside(home));
    expect(provideInstallationKey(inside(home)).equals(key)).toBe(true);
    expect(readInstallationKey(inside(home)).equals(key)).toBe(true);
  });

  it('ends with one key when several race', async () => {
    using home = place();
    const at = Date.now() + 1500;
    const racers = Array.from({ length: 4 }, () => startProgram('key-racer.ts', { file: inside(home), at }).ended);
    const ends = await Promise.all(racers);
    expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual(ends.map(() => [0, '']));
    expect(new Set(ends.map(({ stdout }) => stdout)).size).toBe(1);
    expect(readdirSync(home.folder)).toEqual(['installation.key']);
  });

  it('refuses with STATE_UNWRITABLE where no key can be made', () => {
    using home = place();
    expect(() => provideInstallationKey(join(home.folder, 'absent', 'key'))).toThrow(
      expect.objectContaining({ code: 'STATE_UNWRITABLE' }),
    );
  });
});

describe('when the key file is not as we made it', () => {
  const wrong: Record<string, (file: string) => void> = {
    empty: (file) => writeFileSync(file, '', { mode: 0o600 }),
    'one byte short': (file) => writeFileSync(file, randomBytes(31), { mode: 0o600 }),
    'one byte long': (file) => writeFileSync(file, randomBytes(33), { mode: 0o600 }),
    'readable by the group': (file) => {
      writeFileSync(file, randomBytes(32));
      chmodSync(file, 0o640);
    },
    'readable by others': (file) => {
      writeFileSync(file, randomBytes(32));
      chmodSync(file, 0o604);
    },
    'a symbolic link': (file) => {
      writeFileSync(`${file}.real`, randomBytes(32), { mode: 0o600 });
      symlinkSync(`${file}.real`, file);
    },
    'a link to nowhere': (file) => symlinkSync(`${file}.absent`, file),
    'a folder': (file) => mkdirSync(file),
    'a named pipe': (file) => void execFileSync('mkfifo', ['-m', '600', file]),
  };
  for (const [what, put] of Object.entries(wrong)) {
    it(`refuses with KEY_UNSAFE: ${what}`, () => {
      using home = place();
      put(inside(home));
      for (const read of [provideInstallationKey, readInstallationKey]) {
        expect(() => read(inside(home))).toThrow(expect.objectContaining({ code: 'KEY_UNSAFE' }));
      }
    });
  }

  it('refuses to read what is not there with KEY_MISSING', () => {
    using home = place();
    expect(() => readInstallationKey(inside(home))).toThrow(expect.objectContaining({ code: 'KEY_MISSING' }));
  });
});
