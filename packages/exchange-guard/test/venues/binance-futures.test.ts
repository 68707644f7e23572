import { describe, expect, it } from 'vitest';
import { binancecoinm, binanceusdm } from '../../src/venues/binance-futures.ts';

const body = 'symbol=BTCUSDT&side=BUY&newClientOrderId=x&newOrderRespType=RESULT&type=LIMIT&quantity=0.1&price=5';

describe.each([binanceusdm, binancecoinm])('the row of $title', (row) => {
  it('reads the order out of the bytes, and whether it may only reduce', () => {
    const order = { clientOrderId: 'x', marketId: 'BTCUSDT', side: 'buy', kind: 'limit', amount: '0.1', price: '5' };
    expect(row.wireOrder(`${body}&timeInForce=GTC`)).toEqual({ ...order, timeInForce: 'GTC' });
    expect(row.wireOrder(`${body}&timeInForce=GTX`)).toEqual({ ...order, kind: 'limit-post-only' });
    expect(row.wireOrder(`${body}&reduceOnly=true`)).toEqual({ ...order, reduceOnly: true });
  });

  it.each(['reduceOnly=false', 'reduceOnly=TRUE', 'positionSide=LONG', 'closePosition=true', 'quantity=9'])(
    'reads no order out of bytes that also say %s',
    (more) => {
      expect(row.wireOrder(`${body}&${more}`)).toBeUndefined();
    },
  );

  it('has doors that only read, but one that places and one that cancels, all of them on its own host', () => {
    const part = row === binanceusdm ? 'fapi' : 'dapi';
    const by = (use: string) =>
      row.doors.filter((door) => door.use === use).map(({ method, api, path }) => `${method} ${api}/${path}`);
    expect(by('order')).toEqual([`POST ${part}Private/order`]);
    expect(by('cancel')).toEqual([`DELETE ${part}Private/order`]);
    expect(by('audit')).toEqual(['GET sapi/account/apiRestrictions']);
    expect(row.doors.filter(({ use, api }) => use !== 'audit' && !api.startsWith(part))).toEqual([]);
    expect(row.doors.filter(({ path }) => /leverage|margin(?!s)|transfer/i.test(path))).toEqual([]);
    expect(row.doors.filter(({ method, path }) => method !== 'GET' && path !== 'order')).toEqual([]);
    expect(row.reached).toEqual(['api.binance.com', `${part}.binance.com`]);
  });

  it.each([
    [400, '-2019', true],
    [400, '-2022', true],
    [400, '-4061', true],
    [400, '-4164', true],
    [400, '-5022', true],
    [400, '-1021', true],
    [400, '-1111', true],
    [400, '-1000', false],
    [400, '-1006', false],
    [408, '-1007', false],
    [400, '-1016', false],
    [400, '-4116', false],
    [400, '-20199', false],
    [503, '-1008', false],
    [200, '-2019', false],
    [400, undefined, false],
  ])('with status %d and code %s a rejection is proven: %s', (status, code, proven) => {
    expect(row.provesRejected({ status, ...(code === undefined ? {} : { code }) })).toBe(proven);
  });

  it('does not take a duplicate id for a rejection, and knows both words for a wrong clock', () => {
    expect(row.provesRejected({ status: 400, code: '-2010', says: 'Duplicate order sent.' })).toBe(false);
    expect(['-1021', '-5028', '-1022'].map((code) => row.saysClock({ status: 400, code }))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each([[{ dualSidePosition: true }], [{ dualSidePosition: 'false' }], [{}], [[]], [null]])(
    'takes an account that answers %j for one in hedge mode',
    async (mode) => {
      expect(await row.contracts?.unfit(async () => mode, [])).toMatch(/^the account is in hedge mode/);
      expect(await row.contracts?.unfit(async () => ({ dualSidePosition: false }), [])).toBeUndefined();
    },
  );
});
