import { describe, expect, it } from 'vitest';
import { readOrder } from '../src/order-params.ts';
import { Params } from '../src/params.ts';
import type { Venue } from '../src/route.ts';
import { openGround, outcomeOf } from './support/ground.ts';

const venue = { markets: [openGround().market] } as unknown as Venue;
const read = (query: string) => outcomeOf(() => readOrder(Params.parse(query, ''), venue));

const LIMIT = 'symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=2';
const MARKET = 'symbol=BTCUSDT&side=SELL&type=MARKET';

describe('a new order', () => {
  it('is read with what was left out filled in', () => {
    expect(read(LIMIT)).toMatchObject({
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      selfTradePrevention: 'EXPIRE_MAKER',
    });
    expect(read(`${MARKET}&quoteOrderQty=5`)).toMatchObject({ side: 'SELL', type: 'MARKET', amount: undefined });
  });

  it.each([
    ['', 'MISSING'],
    ['symbol=BTCUSDT', 'MISSING'],
    ['symbol=XXXUSDT&side=BUY&type=LIMIT', 'INVALID_SYMBOL'],
    ['symbol=BTCUSDT&side=HOLD&type=LIMIT', 'INVALID_SIDE'],
    ['symbol=BTCUSDT&side=BUY&type=STOP_LOSS', 'INVALID_TYPE'],
    [LIMIT.replace('GTC', 'GTX'), 'INVALID_TIME_IN_FORCE'],
    [LIMIT.replace('&timeInForce=GTC', ''), 'MISSING'],
    [LIMIT.replace('&price=2', ''), 'MISSING'],
    [LIMIT.replace('quantity=1', 'quantity=0'), 'INVALID_QUANTITY'],
    [LIMIT.replace('price=2', 'price=0'), 'INVALID_PRICE'],
    [LIMIT.replace('quantity=1', 'quantity=-1'), 'ILLEGAL_CHARACTERS'],
    [`${LIMIT}&quoteOrderQty=5`, 'NOT_REQUIRED'],
    [LIMIT.replace('LIMIT', 'LIMIT_MAKER'), 'TIME_IN_FORCE_NOT_REQUIRED'],
    [MARKET, 'MISSING_EITHER'],
    [`${MARKET}&quantity=1&quoteOrderQty=5`, 'INVALID_COMBINATION'],
    [`${MARKET}&quantity=1&price=5`, 'NOT_REQUIRED'],
    [`${LIMIT}&newClientOrderId=a%20b`, 'ILLEGAL_CHARACTERS'],
    [`${LIMIT}&selfTradePreventionMode=NONE`, 'INVALID_PARAMETER'],
  ])('%j is refused with %s', (query, reason) => {
    expect(read(query)).toBe(reason);
  });
});
