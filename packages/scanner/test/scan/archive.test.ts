import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { archiveKind, budget, entriesOf } from '../../src/scan/archive.ts';
import { tarOf, zipOf } from '../archives.ts';

const list = (bytes: Buffer, left = budget()) => {
  const kind = archiveKind(bytes);
  if (kind === undefined) throw new Error('no archive');
  return Array.from(entriesOf(bytes, kind, 'outer', left), (entry) => `${entry.path}=${entry.bytes.toString()}`);
};

describe('an archive is opened', () => {
  const files = { 'a.txt': 'one', 'dir/b.txt': 'two' };
  const expected = ['outer!a.txt=one', 'outer!dir/b.txt=two'];

  it('as zip, packed or stored, as tar, and as a tar that is packed', () => {
    expect(list(zipOf(files))).toEqual(expected);
    expect(list(zipOf(files, { isStored: true }))).toEqual(expected);
    expect(list(tarOf(files))).toEqual(expected);
    expect(list(gzipSync(tarOf(files)))).toEqual(expected);
    expect(list(gzipSync('one'))).toEqual(['outer=one']);
  });

  it('with names longer than a tar has room for', () => {
    const name = `${'long/'.repeat(60)}name`;
    expect(list(tarOf({ [name]: 'x' }))).toEqual([`outer!${name}=x`]);
  });

  it('two levels deep, and no deeper', () => {
    const third = zipOf({ c: 'three' });
    const inner = zipOf({ b: 'two', 'third.zip': third });
    expect(list(zipOf({ a: 'one', 'inner.zip': inner }))).toEqual([
      'outer!a=one',
      'outer!inner.zip!b=two',
      `outer!inner.zip!third.zip=${third.toString()}`,
    ]);
  });
});

describe('an archive is refused in words', () => {
  const rows: readonly (readonly [string, Buffer, RegExp])[] = [
    ['that grows out of all proportion', gzipSync(Buffer.alloc(2 ** 24)), /^it would grow out of all proportion$/],
    ['whose entry does', zipOf({ a: Buffer.alloc(2 ** 24) }), /^it would grow out of all proportion$/],
    ['that is cut off', zipOf({ a: 'one' }).subarray(0, -30), /^it is damaged$/],
    ['that is cut off, as tar', tarOf({ a: 'x'.repeat(600) }).subarray(0, 700), /^it is damaged$/],
    [
      'that is not what it says',
      Buffer.concat([gzipSync('x').subarray(0, 10), Buffer.alloc(50, 7)]),
      /^it is damaged$/,
    ],
    ['that is encrypted', zipOf({ a: 'one' }, { flags: 1 }), /^it is encrypted$/],
    [
      'that is packed strangely',
      zipOf({ a: 'one' }, { method: 99 }),
      /^it is packed in a way that only few programs know$/,
    ],
  ];
  it.each(rows)('%s', (_, bytes, words) => {
    expect(() => list(bytes)).toThrow(words);
  });

  it('when it holds too many files, or grows past its budget in many small ones', () => {
    const many = zipOf(Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}`, 'x'.repeat(1000)])));
    expect(() => list(many, { entries: 10, bytes: 1e9 })).toThrow(/more than 10,000 files/);
    expect(() => list(many, { entries: 100, bytes: 5000 })).toThrow(/out of all proportion/);
  });

  it('and everything else is no archive', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('text'), Buffer.alloc(600), deflateRawSync('x')]) {
      expect(archiveKind(bytes)).toBeUndefined();
    }
  });
});
