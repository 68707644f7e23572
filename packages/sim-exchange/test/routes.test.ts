import { describe, expect, it } from 'vitest';
import { findRoute, routes } from '../src/routes.ts';

describe('the table of endpoints', () => {
  it('has each endpoint once', () => {
    const names = routes.map((route) => `${route.method} ${route.path}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('asks for a signature wherever money or orders move, and where the account is read', () => {
    for (const { method, path, access, permission } of routes) {
      if (method !== 'GET') expect([path, access, typeof permission]).toEqual([path, 'signed', 'string']);
      if (/account|order|myTrades/i.test(path)) expect([path, access]).toEqual([path, 'signed']);
    }
  });

  it('finds what is in it, and nothing by the names that objects have', () => {
    expect(findRoute('GET', '/api/v3/time')?.path).toBe('/api/v3/time');
    for (const path of ['/api/v3/TIME', '/constructor', '__proto__', ''])
      expect(findRoute('GET', path)).toBeUndefined();
    expect(findRoute('POST', '/api/v3/time')).toBeUndefined();
  });
});
