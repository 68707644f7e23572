import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ccxtIds } from '../src/ccxt-ids.ts';
import { keyIdentityOf } from '../src/key-identity.ts';
import { auditDoorsOf, readerOf, readers } from '../src/readers.ts';
import { venueIds, venueRow } from '../src/venues.ts';

const nobody = keyIdentityOf({});

describe('how exchanges tell what a key may do', () => {
  it('has nothing under a name that every object has', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(readers[name]).toBeUndefined();
      expect(() => readerOf(name, [])).toThrow(expect.objectContaining({ code: 'EXCHANGE_UNKNOWN' }));
    }
  });

  it.each(Object.entries(readers))('keeps %s under its own id', (id, reader) => {
    expect(reader.exchange).toBe(id);
    expect(new Set(reader.asks.map(({ name }) => name)).size).toBe(reader.asks.length);
    expect(reader.asks.length).toBeGreaterThan(0);
  });

  it.each(venueIds)('asks %s through doors that exist', (id) => {
    for (const { api, method, path } of readers[id]?.asks ?? []) {
      expect(venueRow(id).doors).toContainEqual(expect.objectContaining({ api, method, path, use: 'audit' }));
    }
  });

  it('knows every exchange that the installed ccxt has, and no other', () => {
    const entry = readFileSync(new URL(import.meta.resolve('ccxt')), 'utf8');
    const table = /\nconst exchanges = \{([^}]+)\}/.exec(entry)?.[1] ?? '';
    expect([...table.matchAll(/'(\w+)':/g)].map(([, id]) => id)).toEqual(ccxtIds);
    expect(ccxtIds).toHaveLength(104);
  });

  it.each(ccxtIds)('answers for %s, with unknown where nothing can be told', (id) => {
    const reader = readerOf(id, []);
    expect(reader.exchange).toBe(id);
    const reading = reader.read(new Map(), nobody, new Date());
    expect(reading).toMatchObject({ permissions: { exchange: id, signedCallAnswered: false, ipBinding: 'unknown' } });
  });

  it.each(Object.keys(readers))('reads %s only where every question has a door, and is silent otherwise', (id) => {
    const doors = auditDoorsOf(id);
    expect(readerOf(id, doors)).toBe(readers[id]);
    expect(
      readerOf(
        id,
        doors.filter(({ path }) => path !== doors[0]?.path),
      ),
    ).not.toBe(readers[id]);
    expect(
      readerOf(
        id,
        doors.map((door) => ({ ...door, use: 'read' as const })),
      ),
    ).not.toBe(readers[id]);
  });

  it.each(['nope', '', 'Binance', 'binance '])('refuses %j, which ccxt does not have', (id) => {
    expect(() => readerOf(id, [])).toThrow(expect.objectContaining({ code: 'EXCHANGE_UNKNOWN' }));
  });
});
