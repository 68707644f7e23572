import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { connect } from '../src/sqlite-connection.ts';
import { Store } from '../src/store.ts';
import { place } from './fixture.ts';

function small() {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) STRICT');
  return { database, store: new Store(database) };
}

const rows = (store: Store) => store.all('SELECT * FROM t').length;

describe('a write transaction', () => {
  it('keeps everything when it returns and nothing when it throws', () => {
    const { store } = small();
    store.write(() => store.run('INSERT INTO t VALUES (1, ?)', 'x'));
    const failing = () => {
      store.run('INSERT INTO t VALUES (2, ?)', 'y');
      throw new Error('no');
    };
    expect(() => store.write(failing)).toThrow('no');
    expect(rows(store)).toBe(1);
    store.write(() => store.run('INSERT INTO t VALUES (2, ?)', 'y'));
    expect(rows(store)).toBe(2);
  });

  it('refuses to run inside another', () => {
    const { store } = small();
    expect(() => store.write(() => store.write(() => {}))).toThrow(expect.objectContaining({ code: 'JOURNAL_FAILED' }));
    store.write(() => {});
  });

  it('says DISK_FULL, keeps nothing, still reads, and goes on when there is room', () => {
    const { database, store } = small();
    database.exec('PRAGMA max_page_count = 4');
    const fill = () => store.write(() => store.run('INSERT INTO t (b) VALUES (?)', 'x'.repeat(20_000)));
    expect(fill).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
    expect(rows(store)).toBe(0);
    database.exec('PRAGMA max_page_count = 1000');
    fill();
    expect(rows(store)).toBe(1);
  });

  it('is never tried again after the disk failed, since a second sync may lie', () => {
    const { database } = small();
    let failing = true;
    const disk = new Proxy(database, {
      get(target, name) {
        if (name !== 'prepare') return Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name);
        return (sql: string) => {
          const statement = target.prepare(sql);
          if (sql !== 'COMMIT') return statement;
          return {
            run() {
              if (failing) throw Object.assign(new Error('disk I/O error'), { errcode: 1034 });
              return statement.run();
            },
          };
        };
      },
    });
    const store = new Store(disk);
    expect(() => store.write(() => {})).toThrow(expect.objectContaining({ code: 'STATE_UNWRITABLE' }));
    failing = false;
    expect(() => store.write(() => {})).toThrow(expect.objectContaining({ code: 'STATE_UNWRITABLE' }));
    expect(rows(store)).toBe(0);
  });
});

describe('reading row by row', () => {
  it('survives the same statement inside the loop, and stops where the reader stops', () => {
    const { store } = small();
    for (const a of [1, 2, 3]) store.run('INSERT INTO t (a) VALUES (?)', a);
    const seen: number[] = [];
    for (const { a } of store.each<{ a: number }>('SELECT a FROM t ORDER BY a')) {
      seen.push(a, ...[...store.each<{ a: number }>('SELECT a FROM t ORDER BY a')].map((row) => row.a));
      if (a === 2) break;
    }
    expect(seen).toEqual([1, 1, 2, 3, 2, 1, 2, 3]);
    store.write(() => {});
  });

  it('lets go of its view when the reader stops early: the next write is not one behind', () => {
    using home = place();
    const file = join(home.folder, 'journal.sqlite');
    const [store, other] = [connect(file, { readOnly: false }), connect(file, { readOnly: false })];
    store.run('CREATE TABLE t (a INTEGER) STRICT');
    for (const a of [1, 2, 3]) store.run('INSERT INTO t VALUES (?)', a);
    for (const _ of store.each('SELECT * FROM t')) break;
    other.write(() => other.run('INSERT INTO t VALUES (4)'));
    store.write(() => store.run('INSERT INTO t VALUES (5)'));
    expect(rows(store)).toBe(5);
    store.close();
    other.close();
  });

  it('translates what goes wrong', () => {
    const { store } = small();
    expect(() => [...store.each('SELECT * FROM absent')]).toThrow(expect.objectContaining({ code: 'JOURNAL_DAMAGED' }));
  });
});
