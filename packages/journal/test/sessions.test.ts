import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { laySchema } from '../src/schema.ts';
import { Session } from '../src/sessions.ts';
import { Store } from '../src/store.ts';
import { crashRound } from './crash-round.ts';
import { place, t0 } from './fixture.ts';

function table() {
  const store = new Store(new DatabaseSync(':memory:'));
  laySchema(store);
  return store;
}

describe('who has the journal open', () => {
  it('is seen by its lock: a writer that lives is no crash, one that let go without signing off is', () => {
    using home = place();
    const store = table();
    const [first, second, third] = [new Session(home.folder), new Session(home.folder), new Session(home.folder)];
    expect(first.begin(store, 'desk', t0)).toEqual([]);
    expect(second.begin(store, 'halt', t0)).toEqual([]);
    second.end(store);
    second.release();
    first.release();
    expect(third.begin(store, 'desk', t0)).toEqual([{ actor: 'desk', openedAt: t0.toISOString() }]);
    third.end(store);
    third.release();
    expect(readdirSync(home.folder)).toEqual([]);
    expect(store.all('SELECT * FROM session')).toEqual([]);
  });
});

describe('the lock of a writer that died before it had registered', () => {
  it('is swept after a minute, and not before, since it may be about to be taken', () => {
    using home = place();
    const orphan = join(home.folder, 'open-00000000-0000-4000-8000-000000000000.lock');
    const bystander = join(home.folder, 'open-house.lock');
    for (const file of [orphan, bystander]) writeFileSync(file, '');
    const openAndClose = (at: Date) => {
      const session = new Session(home.folder);
      session.begin(table(), 'desk', at);
      session.release();
    };
    const made = statSync(orphan).mtimeMs;
    openAndClose(new Date(made + 59_000));
    expect(existsSync(orphan)).toBe(true);
    openAndClose(new Date(made + 61_000));
    expect(existsSync(orphan)).toBe(false);
    expect(existsSync(bystander)).toBe(true);
  });
});

describe('a crash', () => {
  it('is recorded once, by the next writer, and takes nothing that was durable', async () => {
    using home = place();
    for (const delay of [0, 3, 20, 60]) {
      const { acknowledged, harm } = await crashRound(home.options, delay);
      expect(harm).toEqual([]);
      if (delay > 20) expect(acknowledged).toBeGreaterThan(0);
    }
    const journal = await home.open();
    const desks = (await journal.entries({ kind: 'recovered' })).filter(({ detail }) =>
      JSON.stringify(detail).includes('"desk"'),
    );
    expect(desks).toHaveLength(4);
    await journal.close();
    expect(existsSync(`${home.database}-wal`)).toBe(false);
  }, 30_000);
});
