import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binance } from '../../src/venues/binance.ts';

const body =
  'symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=5&newClientOrderId=x&timestamp=1&recvWindow=5000&signature=s';

describe("Binance's row", () => {
  it('reads the order out of the bytes', () => {
    expect(binance.wireOrder(body)).toEqual({
      clientOrderId: 'x',
      marketId: 'BTCUSDT',
      side: 'buy',
      kind: 'limit',
      amount: '0.1',
      price: '5',
      timeInForce: 'GTC',
    });
  });

  it.each([
    ['a parameter that is not ours', `${body}&quoteOrderQty=5`],
    ['a parameter twice', `${body}&quantity=9`],
    ['an unknown type', body.replace('LIMIT', 'STOP_LOSS')],
    ['no id', body.replace('newClientOrderId=x&', '')],
    ['no quantity', body.replace('quantity=0.1&', '')],
    ['no side', body.replace('side=BUY&', '')],
    ['a side in another spelling', body.replace('side=BUY', 'side=buy')],
    ['nothing', ''],
  ])('reads no order out of bytes with %s', (_what, bytes) => {
    expect(binance.wireOrder(bytes)).toBeUndefined();
  });

  it('reads the same out of bytes that are escaped and of bytes that are not', () => {
    const names = ['symbol', 'side', 'type', 'quantity', 'price', 'timeInForce', 'newClientOrderId', 'stopPrice', ''];
    const values = ['BTCUSDT', 'BUY', 'LIMIT', 'MARKET', '0.1', '', '5', 'a=b', 'x-1_2'];
    const part = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values), fc.constantFrom('=', ''));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
        const plain = parts.map(([name, value, equals]) => (equals === '' ? name : `${name}=${value}`)).join('&');
        // One escaped letter sends the whole of it through the slower reading.
        const escaped = plain.replace('B', '%42');
        expect(binance.wireOrder(escaped)).toEqual(binance.wireOrder(plain));
        // As does one more that no order may carry.
        expect(binance.wireOrder(`${plain}&other=%42`)).toBeUndefined();
      }),
    );
    const escaped = body.replace('BTCUSDT', '%42TCUSDT').replace('0.1', '0%2E1');
    expect(binance.wireOrder(escaped)).toEqual(binance.wireOrder(body));
    expect(binance.wireOrder(body.replace('0.1', '0+1'))?.amount).toBe('0 1');
  });

  it('has doors that only read, but one that places and one that cancels', () => {
    const by = (use: string) =>
      binance.doors.filter((door) => door.use === use).map(({ method, api, path }) => `${method} ${api}/${path}`);
    expect(by('order')).toEqual(['POST private/order']);
    expect(by('cancel')).toEqual(['DELETE private/order']);
    expect(by('audit')).toEqual(['GET sapi/account/apiRestrictions']);
    expect(binance.doors.filter(({ method, use }) => method !== 'GET' && use !== 'order' && use !== 'cancel')).toEqual(
      [],
    );
    expect(binance.doors).toHaveLength(11);
  });

  it.each(['-2014', '-2015', '-2008', '-1021', '-1022', '-1002', '-1003'])(
    'has a sentence of its own for %s',
    (code) => {
      const says = binance.diagnose({ status: 400, code })?.says;
      expect(says).toContain(code);
      const others = ['-2014', '-2015', '-2008', '-1021', '-1022', '-1002', '-1003'].filter((other) => other !== code);
      for (const other of others) expect(binance.diagnose({ status: 400, code: other })?.says).not.toBe(says);
    },
  );

  it('tells an outage, a ban and a closed country apart, and says nothing about what it does not know', () => {
    const said = [403, 404, 418, 429, 451, 503].map((status) => binance.diagnose({ status })?.says);
    expect(new Set(said).size).toBe(6);
    expect(binance.diagnose({ status: 400, code: 'constructor' })).toBeUndefined();
    expect(binance.diagnose({ status: 200 })).toBeUndefined();
  });

  it.each([
    [400, '-1013', true],
    [400, '-1111', true],
    [400, '-2010', true],
    [401, '-2015', true],
    [429, '-1003', true],
    [400, '-1000', false],
    [400, '-1001', false],
    [400, '-1006', false],
    [400, '-1007', false],
    [400, '-2011', false],
    [400, '-9999', false],
    [500, '-1013', false],
    [503, '-1021', false],
    [200, '-1013', false],
    [403, undefined, false],
  ])('with status %d and code %s a rejection is proven: %s', (status, code, proven) => {
    expect(binance.provesRejected({ status, ...(code === undefined ? {} : { code }) })).toBe(proven);
  });

  it('does not take a duplicate id for a rejection', () => {
    expect(binance.provesRejected({ status: 400, code: '-2010', says: 'Duplicate order sent.' })).toBe(false);
  });

  it('takes a refused cancel for an order that is gone only where that is what it says', () => {
    const says = (code: string, words?: string) =>
      binance.saysNotFound({ status: 400, code, ...(words === undefined ? {} : { says: words }) });
    expect(says('-2013', 'Order does not exist.')).toBe(true);
    expect(says('-2011', 'Unknown order sent.')).toBe(true);
    for (const words of ['Market is closed.', 'This action is disabled on this account.', '', undefined]) {
      expect(says('-2011', words)).toBe(false);
    }
  });

  it('reads code and words of an answer, and nothing else of it', () => {
    expect(binance.answerOf(400, { code: -1013, msg: 'no', more: 1 })).toEqual({
      status: 400,
      code: '-1013',
      says: 'no',
    });
    for (const parsed of [undefined, null, 'text', [], { code: {}, msg: [] }]) {
      expect(binance.answerOf(500, parsed)).toEqual({ status: 500 });
    }
  });
});
