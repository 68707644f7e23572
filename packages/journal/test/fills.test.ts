import { expect, it } from 'vitest';
import { fillFor, place, t0 } from './fixture.ts';

it('a fill is taken once, and told apart by symbol, trade and side of the trade', async () => {
  using home = place();
  const journal = await home.open();
  expect(await journal.recordFill(fillFor('a'))).toBe(true);
  expect(await journal.recordFill(fillFor('a', { amount: '9' }))).toBe(false);
  expect(await journal.recordFill(fillFor('b'))).toBe(true);
  expect(await journal.recordFill(fillFor('a', { symbol: 'ETH/USDT' }))).toBe(true);
  expect(await journal.recordFill(fillFor('a', { tradeId: '2' }))).toBe(true);
  expect((await journal.fills()).length).toBe(4);
  expect((await journal.entries({ kind: 'fill' })).length).toBe(4);
  await journal.close();
});

it('fills come back exact, in the order they happened, as the filter says', async () => {
  using home = place();
  const journal = await home.open();
  const late = fillFor('a', { tradeId: '2', at: new Date(t0.getTime() + 1000), price: '50000.000000010' });
  await journal.recordFill(late);
  await journal.recordFill(fillFor('a'));
  await journal.recordFill(fillFor('b', { symbol: 'ETH/USDT' }));
  expect(await journal.fills({ clientOrderId: 'a' })).toEqual([fillFor('a'), late]);
  expect(await journal.fills({ symbol: 'ETH/USDT' })).toHaveLength(1);
  expect(await journal.fills({ since: late.at })).toEqual([late]);
  expect(await journal.fills({ clientOrderId: 'a', since: late.at, symbol: 'ETH/USDT' })).toEqual([]);
  await journal.close();
});

it('a fill that is not right is refused with INPUT_MALFORMED', async () => {
  using home = place();
  const journal = await home.open();
  const wrong = { ...fillFor(''), amount: 0.1 as never, price: '1e5', fee: '', feeAsset: '', side: 'long' as never };
  await expect(journal.recordFill(wrong)).rejects.toMatchObject({ code: 'INPUT_MALFORMED', problems: { length: 6 } });
  await journal.close();
});
