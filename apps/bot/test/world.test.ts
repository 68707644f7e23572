import type { Config } from '@gatehouse/config';
import { describe, expect, it } from 'vitest';
import { realmOf } from '../src/world.ts';

const config = (change: Partial<Config>) => ({ mode: 'live', exchange: 'binance', ...change }) as Config;

describe('realmOf', () => {
  it.each([
    ['simulated', config({ mode: 'simulated' })],
    ['live-binance', config({})],
    ['live-kraken', config({ exchange: 'kraken' })],
    ['standin-binance', config({ exchangeUrl: 'http://127.0.0.1:1' })],
  ])('keeps a book of its own for %s', (realm, of) => {
    expect(realmOf(of)).toBe(realm);
  });

  it('keeps one simulated book, whatever exchange is simulated', () => {
    expect(realmOf(config({ mode: 'simulated', exchange: 'kraken' }))).toBe('simulated');
  });
});
