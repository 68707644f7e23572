import { expect, it } from 'vitest';
import { type Baseline, openJournal } from '../src/index.ts';
import { place, t0 } from './fixture.ts';

const mine: Baseline = {
  balances: { USDT: '1000.5', BTC: '0' },
  orders: ['77', '78'],
  by: 'anna',
  reason: 'mine',
  at: t0,
};

it('is absent until a person declares one, and the newest holds, across restarts', async () => {
  using home = place();
  const journal = await home.open();
  expect(await journal.baseline()).toBeUndefined();
  await journal.adoptBaseline(mine);
  const newest = { ...mine, orders: [], reason: 'they are gone' };
  await journal.adoptBaseline(newest);
  await journal.close();
  const again = await openJournal(home.options);
  expect(await again.baseline()).toEqual(newest);
  expect((await again.entries({ kind: 'baseline-adopted' })).length).toBe(2);
  await again.close();
});

it('is refused with INPUT_MALFORMED that names every field, when one is not right', async () => {
  using home = place();
  const journal = await home.open();
  const wrong = {
    balances: { USDT: 1000 as never, BTC: 'x' },
    orders: [''],
    by: '',
    reason: '',
    at: new Date(Number.NaN),
  };
  await expect(journal.adoptBaseline(wrong)).rejects.toMatchObject({
    code: 'INPUT_MALFORMED',
    problems: { length: 6 },
  });
  expect(await journal.baseline()).toBeUndefined();
  await journal.close();
});
