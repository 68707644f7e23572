import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makePrivateFolder, requirePrivateFolder } from '../src/folder.ts';
import { place } from './fixture.ts';

describe('a state folder', () => {
  it('is made with mode 0700, its missing parents too', () => {
    using home = place();
    makePrivateFolder(join(home.folder, 'a', 'b'));
    for (const path of ['a', 'a/b']) expect(statSync(join(home.folder, path)).mode & 0o777).toBe(0o700);
    makePrivateFolder(join(home.folder, 'a', 'b'));
  });

  it('is refused with STATE_NOT_PRIVATE when group or others have any bit on it, and left as it is', () => {
    using home = place();
    for (const mode of [0o710, 0o701, 0o720, 0o755, 0o777, 0o704]) {
      const folder = join(home.folder, mode.toString(8));
      mkdirSync(folder);
      chmodSync(folder, mode);
      for (const judge of [makePrivateFolder, requirePrivateFolder]) {
        expect(() => judge(folder)).toThrow(expect.objectContaining({ code: 'STATE_NOT_PRIVATE' }));
      }
      expect(statSync(folder).mode & 0o777).toBe(mode);
    }
  });

  it('is refused with STATE_UNWRITABLE where none can be made', () => {
    using home = place();
    const file = join(home.folder, 'file');
    writeFileSync(file, '');
    for (const folder of [file, join(file, 'state'), '/proc/gatehouse/state']) {
      expect(() => makePrivateFolder(folder)).toThrow(expect.objectContaining({ code: 'STATE_UNWRITABLE' }));
    }
  });
});
