import { describe, expect, it } from 'vitest';
import type { Door, VenueRow } from '../src/venues/row.ts';
import { venueRow } from '../src/venues.ts';
import { partOf, wallsOf } from '../src/walls.ts';

const row = venueRow('binance');
const walls = wallsOf(row, (api) => `https://host.example/${api}`);
const closed = expect.objectContaining({ code: 'DOOR_CLOSED', unsent: true });

describe('the allow-list', () => {
  it.each(row.doors)('has a door to sign and to send $method $api $path', (door) => {
    expect(walls.toSign(door.api, door.method, door.path)).toBe(door);
    walls.toSend(door, door.method, `https://host.example/${door.api}/${door.path}`);
    walls.toSend(door, door.method, `https://host.example/${door.api}/${door.path}?a=b?c=d`);
  });

  it.each(row.doors)('has none for $method $api $path with one thing changed', (door) => {
    const { api, method, path } = door;
    expect(() => walls.toSign(`${api}V2`, method, path)).toThrow(closed);
    expect(() => walls.toSign(api, 'PUT', path)).toThrow(closed);
    expect(() => walls.toSign(api, method, `${path}/x`)).toThrow(closed);
    expect(() => walls.toSend(door, method, `https://host.example/${api}/${path}/`)).toThrow(closed);
    expect(() => walls.toSend(door, method, `https://host.example.evil/${api}/${path}`)).toThrow(closed);
    expect(() => walls.toSend(door, method, `http://host.example/${api}/${path}`)).toThrow(closed);
    expect(() => walls.toSend(door, 'PUT', `https://host.example/${api}/${path}`)).toThrow(closed);
  });

  it.each([undefined, null, 1, {}, [], '__proto__', 'constructor'])('has none for %j', (value) => {
    expect(() => walls.toSign(value, value, value)).toThrow(closed);
    for (const door of row.doors) {
      expect(() => walls.toSend(door, value, `https://host.example/${door.api}/${door.path}`)).toThrow(closed);
      expect(() => walls.toSend(door, door.method, value)).toThrow(closed);
    }
  });

  it('sends nothing to the address of another door', () => {
    for (const door of row.doors) {
      for (const other of row.doors.filter(({ api, path }) => api !== door.api || path !== door.path)) {
        const address = `https://host.example/${other.api}/${other.path}`;
        expect(() => walls.toSend(door, door.method, address)).toThrow(closed);
      }
    }
    // One that only looks like a door of this exchange has no address at all.
    const [first] = row.doors as [Door];
    expect(() => walls.toSend({ ...first }, first.method, `https://host.example/${first.api}/${first.path}`)).toThrow(
      closed,
    );
  });

  it('fills in names of a path with one segment each, and nothing that leads elsewhere', () => {
    const shaped: VenueRow = { ...row, doors: [{ api: 'private', method: 'GET', path: 'orders/{id}', use: 'read' }] };
    const templated = wallsOf(shaped, () => 'https://host.example');
    const [door] = shaped.doors as [Door];
    templated.toSend(door, 'GET', 'https://host.example/orders/a-1_B');
    for (const id of ['', 'a/b', '..', 'a%2fb', 'a.b', 'a b']) {
      expect(() => templated.toSend(door, 'GET', `https://host.example/orders/${id}`)).toThrow(closed);
    }
    expect(() => templated.toSend(door, 'GET', 'https://hostXexample/orders/a')).toThrow(closed);
  });

  it('is compared with the address that a door has written out', () => {
    const at = { base: 'rest', path: '/0/private/{id}/x' };
    const written: VenueRow = { ...row, doors: [{ api: 'private', method: 'POST', path: 'X', at, use: 'read' }] };
    const sent = wallsOf(written, (api) => `https://h/${api}`);
    const [door] = written.doors as [Door];
    sent.toSend(door, 'POST', 'https://h/rest/0/private/7/x');
    expect(() => sent.toSend(door, 'POST', 'https://h/private/X')).toThrow(closed);
  });

  it('joins the parts of a nested name', () => {
    const nested: VenueRow = { ...row, doors: [{ api: 'private.spot', method: 'GET', path: 'x', use: 'read' }] };
    expect(wallsOf(nested, () => 'https://h').toSign(['private', 'spot'], 'GET', 'x')).toBe(nested.doors[0]);
  });

  it('says what was asked for, in plain letters and not many of them, and no query', () => {
    const said = (what: string) =>
      `Binance was asked for something that this bot has no door for (${what}): nothing was sent.`;
    const path = `x/{id}\u001b[31m${'y'.repeat(200)}`;
    expect(() => walls.toSign(['private', 'spot'], 'GET', path)).toThrow(
      said(`GET private.spot x/{id}??31m${'y'.repeat(109)}`),
    );
    const [door] = row.doors as [Door];
    expect(() => walls.toSend(door, 'GET', 'https://elsewhere.example/a-b?signature=1')).toThrow(
      said('GET https://elsewhere.example/a-b'),
    );
    expect(() => walls.toSend(door, 'GET', undefined)).toThrow(said('GET '));
  });
});

it('a part of the API is handed to ccxt as ccxt names it', () => {
  expect(partOf('private')).toBe('private');
  expect(partOf('private.spot.v2')).toEqual(['private', 'spot', 'v2']);
});
