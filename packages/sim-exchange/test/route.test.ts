import { describe, expect, it } from 'vitest';
import { Params } from '../src/params.ts';
import { type Call, marketOf, marketsOf } from '../src/route.ts';
import { openGround, outcomeOf } from './support/ground.ts';

const { market } = openGround();
const callOf = (query: string) =>
  ({ params: Params.parse(query, ''), venue: { markets: [market] } }) as unknown as Call;

describe('the market of a request', () => {
  it('is the one that is named', () => {
    expect(marketOf(callOf('symbol=BTCUSDT'))).toBe(market);
    expect(marketsOf(callOf('symbol=BTCUSDT'))).toEqual({ markets: [market], list: false });
    expect(marketsOf(callOf('symbols=["BTCUSDT"]'))).toEqual({ markets: [market], list: true });
    expect(marketsOf(callOf(''))).toEqual({ markets: [market], list: true });
  });

  it.each([
    ['symbol=X', 'INVALID_SYMBOL'],
    ['symbols=["X"]', 'INVALID_SYMBOL'],
    ['symbols=[1]', 'INVALID_SYMBOL'],
    ['symbols=[]', 'INVALID_JSON'],
    ['symbols={}', 'INVALID_JSON'],
    ['symbols=[', 'INVALID_JSON'],
    ['symbol=BTCUSDT&symbols=["BTCUSDT"]', 'INVALID_COMBINATION'],
  ])('named by %s is refused with %s', (query, reason) => {
    expect(outcomeOf(() => marketsOf(callOf(query)))).toBe(reason);
  });
});
