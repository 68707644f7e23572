import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { connect } from '../src/sqlite-connection.ts';
import { place } from './fixture.ts';

it('writes ahead, syncs in full, and is readable by this user alone, companions included', () => {
  using home = place();
  const file = join(home.folder, 'journal.sqlite');
  const store = connect(file, { readOnly: false });
  store.run('CREATE TABLE t (a INTEGER) STRICT');
  expect(store.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(store.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
  expect(store.get('PRAGMA trusted_schema')).toEqual({ trusted_schema: 0 });
  for (const suffix of ['', '-wal', '-shm']) expect(statSync(file + suffix).mode & 0o777).toBe(0o600);
  store.close();
});

it('waits for another writer, and then says JOURNAL_BUSY', () => {
  using home = place();
  const file = join(home.folder, 'journal.sqlite');
  const store = connect(file, { readOnly: false });
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const start = performance.now();
  expect(() => store.write(() => {})).toThrow(expect.objectContaining({ code: 'JOURNAL_BUSY' }));
  expect(performance.now() - start).toBeGreaterThan(1500);
  other.close();
  store.write(() => {});
  store.close();
});

it('refuses what is no database with JOURNAL_DAMAGED', () => {
  using home = place();
  const file = join(home.folder, 'journal.sqlite');
  writeFileSync(file, 'not a database'.repeat(100));
  for (const readOnly of [true, false]) {
    expect(() => connect(file, { readOnly })).toThrow(expect.objectContaining({ code: 'JOURNAL_DAMAGED' }));
  }
});
