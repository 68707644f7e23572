import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { segmentOverlap, segmentSize, segmentsOfFile } from '../../src/text/segment.ts';
import { makeFolder, write } from '../repository.ts';

const copiesOf = (file: string) =>
  Array.from(segmentsOfFile(file), ({ bytes, ...rest }) => ({ bytes: Buffer.from(bytes), ...rest }));

describe('segmentsOfFile', () => {
  it.each([0, 1, segmentSize - 1, segmentSize, segmentSize + 1, 2 * segmentSize + 12_345])(
    'gives back all of %i bytes, each segment with the end of the one before',
    (size) => {
      const content = randomBytes(size);
      const segments = copiesOf(write(makeFolder(), 'file', content));
      const fresh = segments.map(({ bytes, overlap }) => bytes.subarray(overlap));
      expect(Buffer.concat(fresh).equals(content)).toBe(true);
      for (const { bytes, offset, overlap } of segments) {
        expect(content.subarray(offset, offset + bytes.length).equals(bytes)).toBe(true);
        expect(overlap).toBe(offset === 0 ? 0 : segmentOverlap);
      }
    },
  );

  it('reads a link as the path it holds, and follows none', () => {
    const folder = makeFolder();
    const target = write(folder, 'target', 'content');
    symlinkSync(target, join(folder, 'link'));
    symlinkSync('loop', join(folder, 'loop'));
    expect(copiesOf(join(folder, 'link')).map(({ bytes }) => bytes.toString())).toEqual([target]);
    expect(copiesOf(join(folder, 'loop')).map(({ bytes }) => bytes.toString())).toEqual(['loop']);
  });

  it('does not wait for a pipe, and passes over folders and what is gone', () => {
    const folder = makeFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    mkdirSync(join(folder, 'folder'));
    for (const name of ['pipe', 'folder', 'gone', 'gone/deeper']) expect(copiesOf(join(folder, name))).toEqual([]);
  });
});
