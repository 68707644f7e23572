import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSmallFile } from '../../src/text/small-file.ts';
import { makeFolder, write } from '../repository.ts';

it('reads text, says that there is none, and refuses everything else by what it is', () => {
  const folder = makeFolder();
  write(folder, 'text', 'a\u00e4\n');
  write(folder, 'large', 'x'.repeat(11));
  write(folder, 'bytes', Buffer.from([0xff, 0xfe, 0x41]));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const read = (name: string) => readSmallFile(join(folder, name), 10);
  expect(read('text')).toEqual({ text: 'a\u00e4\n' });
  expect(read('gone')).toEqual({ missing: true });
  expect(read('text/below')).toEqual({ missing: true });
  expect(read('large')).toEqual({ problem: expect.stringContaining('10 bytes') });
  expect(read('bytes')).toEqual({ problem: expect.stringContaining('UTF-8') });
  expect(read('pipe')).toEqual({ problem: 'is not a file' });
  expect(read('.')).toEqual({ problem: 'is not a file' });
});
