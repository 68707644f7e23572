import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { laidOut } from '../../doors/layout.ts';
import { reviewed } from '../../doors/reviewed.ts';
import { ccxtIds } from '../../src/ccxt-ids.ts';
import { type DoorList, doorListOf } from '../../src/door-list.ts';
import { anyRow } from '../../src/venues.ts';
import { acts, movesMoney } from './acts.ts';
import { withdrawals } from './withdrawals.ts';

let lists: readonly DoorList[];
beforeAll(async () => {
  lists = await Promise.all(ccxtIds.map(doorListOf));
});
const everyDoor = () => lists.flatMap((list) => list.doors.map((door) => ({ ...door, exchange: list.exchange })));

describe('the allow-lists', () => {
  it('are there for all of ccxt, laid out as the generator lays them out', async () => {
    expect(lists.map(({ exchange }) => exchange)).toEqual(ccxtIds);
    expect(lists).toHaveLength(104);
    for (const list of lists) {
      const file = new URL(`../../doors/${list.exchange}.json`, import.meta.url);
      expect(await readFile(file, 'utf8'), list.exchange).toBe(laidOut(list));
    }
  });

  it('hold nothing that the independent list calls moving money, controlling keys or changing the account', () => {
    const wrong = everyDoor().filter(({ method, path, at }) =>
      [path, at?.path ?? ''].some((place) => movesMoney({ method, path: place })),
    );
    expect(wrong).toEqual([]);
  });

  it('hold a POST only where a person has said why it reads, and every such word is used', () => {
    const posts = everyDoor().filter((door) => acts(door));
    expect(posts.every(({ method }) => method === 'POST')).toBe(true);
    for (const { exchange, api, method, path, why } of posts) {
      expect(reviewed[exchange]?.reads, exchange).toContain(`${api} ${method} ${path}`);
      expect(why, exchange).toBe(reviewed[exchange]?.why);
    }
    const used = new Set(posts.map(({ exchange, api, method, path }) => `${exchange} ${api} ${method} ${path}`));
    const words = Object.entries(reviewed).flatMap(([id, { reads }]) => reads.map((call) => `${id} ${call}`));
    expect(words.filter((word) => !used.has(word))).toEqual([]);
  });

  it('do not hold the request by which money leaves any of the 76', () => {
    expect(Object.keys(withdrawals)).toHaveLength(76);
    for (const [id, { to, body }] of Object.entries(withdrawals)) {
      const [method, path = ''] = to.split(' ');
      const doors = everyDoor().filter((door) => door.exchange === id && door.method === method);
      const place = (door: (typeof doors)[number]): string => door.at?.path ?? `/${door.path}`;
      const same = doors.filter((door) => path.endsWith(place(door)) && (place(door) !== '' || body !== undefined));
      // Where one address does everything, the body names the call, and no parameter can put another in its place.
      expect(
        same.filter(({ named }) => body === undefined || named === undefined),
        id,
      ).toEqual([]);
    }
  });

  it('prove a key by a signed read and nothing else', () => {
    for (const { exchange, doors } of lists) {
      const audits = doors.filter(({ use }) => use === 'audit');
      expect(audits.length, exchange).toBeLessThanOrEqual(1);
      expect(
        audits.every((door) => door.for.includes('balance')),
        exchange,
      ).toBe(true);
    }
  });
});

describe('the doors that a client really gets, audits and orders with them', () => {
  it.each(ccxtIds)('%s: none but those for orders and cancels does anything', async (id) => {
    const { doors } = await anyRow(id);
    const telling = doors.filter(({ use }) => use !== 'order' && use !== 'cancel');
    expect(telling.filter((door) => movesMoney(door) || movesMoney({ ...door, path: door.at?.path ?? '' }))).toEqual(
      [],
    );
    const ordering = doors.filter((door) => !telling.includes(door));
    expect(ordering.filter(({ path }) => /withdraw|transfer/i.test(path))).toEqual([]);
  });
});
