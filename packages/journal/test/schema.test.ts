import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { laySchema, projectedTables, schemaOf, schemaVersion } from '../src/schema.ts';
import { Store } from '../src/store.ts';

const empty = () => new Store(new DatabaseSync(':memory:'));

it('an empty database has schema 0, a laid one ours', () => {
  const store = empty();
  expect(schemaOf(store)).toBe(0);
  store.write(() => laySchema(store));
  expect(schemaOf(store)).toBe(schemaVersion);
});

it('a newer one is refused with SCHEMA_NEWER', () => {
  const store = empty();
  store.run(`PRAGMA user_version = ${schemaVersion + 1}`);
  expect(() => schemaOf(store)).toThrow(expect.objectContaining({ code: 'SCHEMA_NEWER' }));
});

it('every table is strict, and every one but these is projected from the trail', () => {
  const store = empty();
  laySchema(store);
  const tables = store.all<{ name: string; strict: number }>(
    `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'`,
  );
  expect(tables.filter(({ strict }) => !strict)).toEqual([]);
  const projected: readonly string[] = projectedTables.map(([name]) => name);
  const others = tables.map(({ name }) => name).filter((name) => !projected.includes(name));
  expect(others.sort()).toEqual(['carried', 'checkpoint', 'head', 'memory', 'session', 'trail']);
});
