import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { sealOf } from '../../doors/seal.ts';
import { ccxtIds } from '../../src/ccxt-ids.ts';
import { type DoorList, doorListOf, type ListedDoor } from '../../src/door-list.ts';
import { acts } from './acts.ts';
import { withdrawals } from './withdrawals.ts';

let lists: readonly DoorList[];
let seals: Readonly<Record<string, string>>;
beforeAll(async () => {
  lists = await Promise.all(ccxtIds.map(doorListOf));
  seals = JSON.parse(await readFile(new URL('../../doors/seals.json', import.meta.url), 'utf8'));
});

/** The ids whose list is not the one that was sealed. */
const broken = (these: readonly DoorList[]): readonly string[] =>
  these.filter((list) => sealOf(list) !== seals[list.exchange]).map(({ exchange }) => exchange);

describe('the seals of the allow-lists', () => {
  it('are whole: `pnpm --filter @gatehouse/exchange-guard run doors` makes lists and seals anew', () => {
    expect(broken(lists)).toEqual([]);
    expect(Object.keys(seals)).toEqual(ccxtIds);
  });

  it('break with any one door taken away', () => {
    let tried = 0;
    for (const list of lists) {
      for (const door of list.doors) {
        const without = { ...list, doors: list.doors.filter((other) => other !== door) };
        expect(broken([without]), `${list.exchange} ${door.path}`).toEqual([list.exchange]);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(500);
  });

  it('break with any one thing about a door changed', () => {
    for (const list of lists) {
      const [first] = list.doors;
      if (first === undefined) continue;
      const changes: readonly Partial<ListedDoor>[] = [
        { use: first.use === 'read' ? 'public' : 'read' },
        { api: `${first.api}V2` },
        { method: first.method === 'GET' ? 'POST' : 'GET' },
        { path: `${first.path}/all` },
        { at: { base: 'elsewhere', path: '/' } },
      ];
      for (const change of changes) {
        const changed = { ...list, doors: list.doors.with(0, { ...first, ...change }) };
        expect(broken([changed]), `${list.exchange} ${Object.keys(change)}`).toEqual([list.exchange]);
      }
      expect(broken([{ ...list, hosts: [...list.hosts, 'elsewhere.example'] }])).toEqual([list.exchange]);
    }
  });

  it('break with the request added by which money leaves, which is known not to be a plain read', () => {
    for (const list of lists) {
      const how = withdrawals[list.exchange];
      if (how === undefined) continue;
      const [method = '', path = ''] = how.to.split(' ');
      const door: ListedDoor = { use: 'read', api: 'private', method: method as 'POST', path, for: ['balance'] };
      expect(broken([{ ...list, doors: [...list.doors, door] }])).toEqual([list.exchange]);
      // And whoever sealed it all the same would have to have said why it only reads.
      expect(acts({ method, path }), `${list.exchange} ${how.to}`).toBe(true);
    }
  });
});
