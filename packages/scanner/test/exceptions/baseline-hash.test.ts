import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashingWith } from '../../src/exceptions/baseline-hash.ts';
import type { HeldFinding } from '../../src/report/finding.ts';
import { drawSecret, makeFolder } from '../repository.ts';

let count = 0;
const held = (value: string): HeldFinding => ({
  finding: {
    path: 'a',
    line: 1,
    column: 1,
    rule: 'x',
    severity: 'block',
    fingerprint: (count++).toString(16).padStart(32, '0'),
  },
  value,
});
const salt = Buffer.alloc(16, 7);

describe('the hash of a baseline', () => {
  it('is the same for a value under a salt, on any machine, and another under another', async () => {
    const one = await hashingWith({ salt })([held('12345678')]);
    const two = await hashingWith({ salt, gitFolder: makeFolder() })([held('12345678')]);
    const other = await hashingWith({ salt: Buffer.alloc(16, 8) })([held('12345678')]);
    expect(one).toEqual(two);
    expect(one.get('12345678')).toMatch(/^[0-9a-f]{32}$/);
    expect(one).not.toEqual(other);
  });

  it('is too slow for guessing', async () => {
    const started = process.cpuUsage();
    await hashingWith({ salt })([held(drawSecret())]);
    expect(process.cpuUsage(started).user).toBeGreaterThan(5_000);
  });

  it('is made once for a value, and remembered beside the key of the fingerprints', async () => {
    const gitFolder = makeFolder();
    const found = [held(drawSecret()), held(drawSecret())];
    const first = await hashingWith({ salt, gitFolder })(found);
    const file = join(gitFolder, 'gatehouse', 'baseline.hashes');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    for (const { value } of found) expect(text).not.toContain(value);

    const started = process.cpuUsage();
    expect(await hashingWith({ salt, gitFolder })(found)).toEqual(first);
    expect(process.cpuUsage(started).user).toBeLessThan(15_000);
  });

  it('does not believe a memory that is damaged, or of another salt', async () => {
    const gitFolder = makeFolder();
    const found = [held(drawSecret())];
    const first = await hashingWith({ salt, gitFolder })(found);
    const file = join(gitFolder, 'gatehouse', 'baseline.hashes');
    for (const text of [
      '',
      'salt 00\nx y',
      readFileSync(file, 'utf8')
        .replace(/salt ../, 'salt ff')
        .replace(/.{32}\n$/, `${'0'.repeat(32)}\n`),
    ]) {
      writeFileSync(file, text);
      expect(await hashingWith({ salt, gitFolder })(found)).toEqual(first);
    }
  });

  it('is not made of thousands of values', async () => {
    const many = Array.from({ length: 2001 }, (_, index) => held(`value ${index}`));
    await expect(hashingWith({ salt })(many)).rejects.toMatchObject({ code: 'BASELINE_TOO_LARGE' });
  });
});
