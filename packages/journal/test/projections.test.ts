import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { isReserved, project } from '../src/projections.ts';
import { Store } from '../src/store.ts';
import { live, place } from './fixture.ts';

it("a kind that no verb writes is nobody's: it reserves nothing and touches no table", () => {
  const store = new Store(new DatabaseSync(':memory:'));
  for (const kind of ['started', 'toString', '__proto__', 'constructor', '']) {
    expect(isReserved(kind)).toBe(false);
    project(store, kind, { sequence: 1, at: '', detail: undefined as never });
  }
});

it('every kind the verbs write is reserved', async () => {
  using home = place();
  const journal = await home.open();
  await live(journal, home.clock);
  const kinds = new Set((await journal.entries()).map(({ kind }) => kind));
  expect([...kinds].filter((kind) => !isReserved(kind))).toEqual(['started']);
  expect(kinds.size).toBe(16);
  await journal.close();
});
