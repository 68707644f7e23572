import { describe, expect, it } from 'vitest';
import type { VenueRow } from '../src/venues/row.ts';
import { venueRow } from '../src/venues.ts';
import { wallsOf } from '../src/walls.ts';

const row = venueRow('binance');
const walls = wallsOf(row, (api) => `https://host.example/${api}`);
const closed = expect.objectContaining({ code: 'DOOR_CLOSED', unsent: true });

describe('the allow-list', () => {
  it.each(row.doors)('has a door to sign and to send $method $api $path', (door) => {
    expect(walls.toSign(door.api, door.method, door.path)).toBe(door);
    expect(walls.toSend(door.method, `https://host.example/${door.api}/${door.path}`)).toBe(door);
    expect(walls.toSend(door.method, `https://host.example/${door.api}/${door.path}?a=b?c=d`)).toBe(door);
  });

  it.each(row.doors)('has none for $method $api $path with one thing changed', ({ api, method, path }) => {
    expect(() => walls.toSign(`${api}V2`, method, path)).toThrow(closed);
    expect(() => walls.toSign(api, 'PUT', path)).toThrow(closed);
    expect(() => walls.toSign(api, method, `${path}/x`)).toThrow(closed);
    expect(() => walls.toSend(method, `https://host.example/${api}/${path}/`)).toThrow(closed);
    expect(() => walls.toSend(method, `https://host.example.evil/${api}/${path}`)).toThrow(closed);
    expect(() => walls.toSend(method, `http://host.example/${api}/${path}`)).toThrow(closed);
    expect(() => walls.toSend('PUT', `https://host.example/${api}/${path}`)).toThrow(closed);
  });

  it.each([undefined, null, 1, {}, [], '__proto__', 'constructor'])('has none for %j', (value) => {
    expect(() => walls.toSign(value, value, value)).toThrow(closed);
    expect(() => walls.toSend(value, value)).toThrow(closed);
  });

  it('fills in names of a path with one segment each, and nothing that leads elsewhere', () => {
    const shaped: VenueRow = { ...row, doors: [{ api: 'private', method: 'GET', path: 'orders/{id}', use: 'read' }] };
    const templated = wallsOf(shaped, () => 'https://host.example');
    expect(templated.toSend('GET', 'https://host.example/orders/a-1_B')).toBe(shaped.doors[0]);
    for (const id of ['', 'a/b', '..', 'a%2fb', 'a.b', 'a b']) {
      expect(() => templated.toSend('GET', `https://host.example/orders/${id}`)).toThrow(closed);
    }
    expect(() => templated.toSend('GET', 'https://hostXexample/orders/a')).toThrow(closed);
  });

  it('is compared with the address that a door has written out', () => {
    const at = { base: 'rest', path: '/0/private/{id}/x' };
    const written: VenueRow = { ...row, doors: [{ api: 'private', method: 'POST', path: 'X', at, use: 'read' }] };
    const sent = wallsOf(written, (api) => `https://h/${api}`);
    expect(sent.toSend('POST', 'https://h/rest/0/private/7/x')).toBe(written.doors[0]);
    expect(() => sent.toSend('POST', 'https://h/private/X')).toThrow(closed);
  });

  it('joins the parts of a nested name', () => {
    const nested: VenueRow = { ...row, doors: [{ api: 'private.spot', method: 'GET', path: 'x', use: 'read' }] };
    expect(wallsOf(nested, () => 'https://h').toSign(['private', 'spot'], 'GET', 'x')).toBe(nested.doors[0]);
  });
});
