import { type KeyPermissions, scopes } from '@gatehouse/exchange-guard';
import { describe, expect, it } from 'vitest';
import { haltFor, keepNews, keyWatcher, readNews } from '../src/key-watch.ts';
import { short } from './support/short.ts';

const now = new Date('2026-11-27T12:00:00.000Z');
const day = 86_400_000;
const fingerprint = 'f'.repeat(32);

function keyWith({ can = [], ...rest }: Partial<KeyPermissions> & { readonly can?: readonly string[] } = {}) {
  const granted = Object.keys(scopes).map((name) => [name, ['read', 'spotTrading', ...can].includes(name)]);
  return {
    exchange: 'bybit',
    scopes: Object.fromEntries(granted),
    unrecognised: [],
    ipBinding: true,
    addresses: ['203.0.113.7'],
    createdAt: new Date(now.getTime() - day),
    expiresAt: 'never',
    ...rest,
  } as unknown as KeyPermissions;
}

async function watched() {
  const one = await short();
  const look = async (permissions: KeyPermissions, { passed = true, at = now } = {}) => {
    const news = await readNews({ journal: one.journal, fingerprint, permissions, passed, now: at });
    await keepNews(one.journal, fingerprint, news);
    return news;
  };
  const alerts = async () => (await one.journal.entries({ kind: 'alert' })).map(({ detail }) => detail);
  return { ...one, look, alerts, [Symbol.asyncDispose]: () => one[Symbol.asyncDispose]() };
}

describe('a key that is looked at again', () => {
  it('has no news at the first look, and none while it stays the same', async () => {
    await using one = await watched();
    expect(await one.look(keyWith())).toMatchObject({ against: undefined, changes: [] });
    expect(await one.look(keyWith())).toMatchObject({ against: undefined, changes: [] });
    expect(await one.alerts()).toEqual([]);
  });

  it('speaks against itself when an address was added, and an alert says so', async () => {
    await using one = await watched();
    await one.look(keyWith());
    const news = await one.look(keyWith({ addresses: ['203.0.113.7', '198.51.100.9'] }));
    expect(news.against).toBe('the key answers to 198.51.100.9 by now');
    expect(await one.alerts()).toMatchObject([
      { about: 'key-change', what: 'address-added', fingerprint, against: true },
    ]);
  });

  it('is compared with its last good look: who mends a refused key is no intruder', async () => {
    await using one = await watched();
    await one.look(keyWith({ ipBinding: false, addresses: [] }), { passed: false });
    expect((await one.look(keyWith())).against).toBeUndefined();
  });

  it('goes on speaking against itself until it is as it was', async () => {
    await using one = await watched();
    await one.look(keyWith());
    for (const _ of [1, 2])
      expect((await one.look(keyWith({ can: ['withdraw'] }), { passed: false })).against).toContain('withdraw');
    expect((await one.look(keyWith())).changes).toEqual([]);
  });

  it('is comparable again after an answer that left something out', async () => {
    await using one = await watched();
    await one.look(keyWith());
    await one.look(keyWith({ createdAt: 'unknown', addresses: 'unknown' }));
    const news = await one.look(keyWith({ createdAt: now, addresses: ['203.0.113.7', '198.51.100.9'] }));
    expect(news.changes.map(({ what }) => what)).toEqual(['address-added', 'replaced']);
  });

  it('keeps apart what it knows of different keys', async () => {
    await using one = await watched();
    await one.look(keyWith());
    const other = {
      journal: one.journal,
      fingerprint: 'e'.repeat(32),
      permissions: keyWith({ addresses: [] }),
      passed: true,
      now,
    };
    expect((await readNews(other)).changes).toEqual([]);
  });
});

describe('the end of a key', () => {
  it('is announced once at each of its days, across restarts, and again when it is moved', async () => {
    await using one = await watched();
    const end = new Date(now.getTime() + 40 * day);
    const said: (number | undefined)[] = [];
    for (const days of [0, 9, 10, 11, 26, 26.5, 33, 39, 39.5]) {
      const news = await one.look(keyWith({ expiresAt: end }), { at: new Date(now.getTime() + days * day) });
      said.push(news.ending?.announcement);
    }
    expect(said).toEqual([undefined, undefined, 30, undefined, 14, undefined, 7, 1, undefined]);
    expect((await one.alerts()).filter((detail) => (detail as { about: string }).about === 'key-ending')).toHaveLength(
      4,
    );
    const moved = await one.look(keyWith({ expiresAt: new Date(now.getTime() + 50 * day) }), {
      at: new Date(now.getTime() + 39.5 * day),
    });
    expect(moved.ending?.announcement).toBe(14);
  });

  it('is announced once also where the exchange counts the days that are left, so that it moves with the clock', async () => {
    await using one = await watched();
    const end = now.getTime() + 20.3 * day;
    const said: (number | undefined)[] = [];
    for (const after of [0, 0.25, 0.5, 0.75, 1, 5, 7, 7.5]) {
      const at = new Date(now.getTime() + after * day);
      const daysLeft = Math.floor((end - at.getTime()) / day);
      const expiresAt = new Date(at.getTime() + daysLeft * day);
      said.push((await one.look(keyWith({ expiresAt }), { at })).ending?.announcement);
    }
    expect(said).toEqual([30, undefined, undefined, undefined, undefined, undefined, 14, undefined]);
  });
});

describe('the halt for a changed key', () => {
  it('is latched once for as long as it holds', async () => {
    await using one = await watched();
    const first = await haltFor(one.journal, 'the key answers to 198.51.100.9 by now');
    expect(await haltFor(one.journal, 'the key answers to 198.51.100.9 by now')).toEqual(first);
    expect(first).toMatchObject({ kind: 'halt', by: keyWatcher });
    expect(await haltFor(one.journal, 'the key can withdraw by now')).not.toEqual(first);
    await one.journal.lift({ id: first.id, by: 'me', reason: 'it was I' });
    expect((await haltFor(one.journal, first.reason)).id).not.toBe(first.id);
  });
});
