import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprinting } from '../../src/report/finding.ts';
import { makeFolder, write } from '../repository.ts';

describe('fingerprinting', () => {
  it('gives a value the same fingerprint in every scan of a repository, and another value another', () => {
    const folder = makeFolder();
    const [one, two] = [fingerprinting(folder), fingerprinting(folder)];
    expect(one('first value')).toBe(two('first value'));
    expect(one('first value')).not.toBe(one('other value'));
    expect(one('first value')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is of no use for guessing without the key', () => {
    expect(fingerprinting(makeFolder())('12345678')).not.toBe(fingerprinting(makeFolder())('12345678'));
  });

  it('keeps the key private, and makes none before there is a finding', () => {
    const folder = makeFolder();
    const fingerprint = fingerprinting(folder);
    const file = join(folder, 'gatehouse', 'finding.key');
    expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
    fingerprint('value');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file)).toHaveLength(32);
  });

  it('still tells findings apart where nothing can be written, or the key file is torn', () => {
    const torn = makeFolder();
    write(torn, 'gatehouse/finding.key', 'short');
    for (const folder of [undefined, '/dev/null', torn]) {
      const fingerprint = fingerprinting(folder);
      expect(fingerprint('a')).toBe(fingerprint('a'));
      expect(fingerprint('a')).not.toBe(fingerprint('b'));
    }
  });
});
