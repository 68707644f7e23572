import { describe, expect, it } from 'vitest';
import { call } from './support/caller.ts';
import { NOON } from './support/ground.ts';

describe('the general endpoints', () => {
  it('tell wall time', async () => {
    const { get } = await call();
    expect((await get('/api/v3/ping')).json).toEqual({});
    expect((await get('/api/v3/time')).json).toEqual({ serverTime: NOON });
  });

  it('tell the trading rules of all symbols or of those named', async () => {
    const { get } = await call();
    const all = (await get('/api/v3/exchangeInfo')).json.symbols;
    expect(all.map((row: { symbol: string }) => row.symbol)).toEqual(['BTCUSDT', 'ETHUSDT']);
    expect(all[0].filters.map((row: { filterType: string }) => row.filterType)).toContain('NOTIONAL');
    expect((await get('/api/v3/exchangeInfo?symbol=ETHUSDT')).json.symbols).toHaveLength(1);
    expect((await get('/api/v3/exchangeInfo?symbol=NONE')).json).toEqual({ code: -1121, msg: 'Invalid symbol.' });
    for (const path of ['/fapi/v1/exchangeInfo', '/dapi/v1/exchangeInfo'])
      expect((await get(path)).json.symbols).toEqual([]);
  });

  it('echo the address of the caller, as text and as JSON', async () => {
    const { get } = await call();
    expect((await get('/ip')).text).toBe('127.0.0.1');
    expect((await get('/ip.json')).json).toEqual({ ip: '127.0.0.1' });
  });
});
