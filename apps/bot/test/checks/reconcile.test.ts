import { describe, expect, it } from 'vitest';
import { checkReconcile } from '../../src/checks/reconcile.ts';
import { checkVenue } from '../../src/checks/venue.ts';
import type { Errand } from '../../src/messages.ts';
import { inside, placeIn, proofs } from '../support/inside.ts';

const preflight: Errand = { verb: 'preflight', json: false };
const start: Errand = { verb: 'start' };
const adopting: Errand = { verb: 'start', adopt: { by: 'me', reason: 'it is mine' } };

/** A house whose exchange answers, and its check under any errand. */
async function account(mode: 'simulated' | 'live') {
  const house = await inside({ mode });
  const { config, stand, key, journal, ids } = await proofs(house);
  const { proof: venue } = await checkVenue(house.desk, config, key);
  if (venue === undefined) throw new Error('no venue');
  return {
    journal,
    ids,
    check: (errand: Errand) => checkReconcile({ ...house.desk, errand }, config, stand, venue),
    async [Symbol.asyncDispose]() {
      venue.close();
      await house[Symbol.asyncDispose]();
    },
  };
}

describe('a real account', () => {
  it('that nobody has declared fails a start, and a preflight passes over it and says so', async () => {
    await using one = await account('live');
    expect(await one.check(start)).toMatchObject({ result: 'fail', evidence: { undeclared: true } });
    const looked = await one.check(preflight);
    expect(looked).toMatchObject({ result: 'warn', evidence: { undeclared: true } });
    expect(looked.says).toContain('10000 USDT');
    expect(await one.journal.baseline()).toBeUndefined();
  });

  it('is declared by a start that somebody signs, once', async () => {
    await using one = await account('live');
    expect(await one.check(adopting)).toMatchObject({ result: 'pass', evidence: { undeclared: false } });
    expect(await one.journal.baseline()).toMatchObject({ by: 'me', reason: 'it is mine', balances: { USDT: '10000' } });
    expect(await one.check(start)).toMatchObject({ result: 'pass', proof: { balances: { USDT: '10000' } } });
  });

  it('to which money came wants nothing more of a start: it would go on with the same warning', async () => {
    await using one = await account('live');
    await one.journal.adoptBaseline({
      balances: { USDT: '9000' },
      orders: [],
      by: 'me',
      reason: 'then',
      at: new Date(),
    });
    for (const errand of [preflight, start])
      expect(await one.check(errand)).toMatchObject({ result: 'warn', evidence: { undeclared: false } });
  });

  it('from which money left fails whoever looks', async () => {
    await using one = await account('live');
    await one.journal.adoptBaseline({
      balances: { USDT: '11000' },
      orders: [],
      by: 'me',
      reason: 'then',
      at: new Date(),
    });
    for (const errand of [preflight, start]) expect(await one.check(errand)).toMatchObject({ result: 'fail' });
  });
});

describe('a simulated account', () => {
  it('is declared by its start, new as it is', async () => {
    await using one = await account('simulated');
    expect(await one.check(start)).toMatchObject({ result: 'pass', proof: { openOrders: [] } });
    expect(await one.journal.baseline()).toMatchObject({ by: 'the simulator' });
  });

  it('is only looked at by a preflight', async () => {
    await using one = await account('simulated');
    expect(await one.check(preflight)).toMatchObject({ result: 'pass', evidence: { undeclared: false } });
    expect(await one.journal.baseline()).toBeUndefined();
  });

  it('lost the orders of an earlier run with the exchange that had them', async () => {
    await using house = await inside({ errand: start });
    const { config, stand, key, journal, ids } = await proofs(house);
    await journal.takeLease({ holder: 'then', fingerprint: key.fingerprint, atLeast: 0 });
    const id = ids.mint(1, 1);
    await placeIn(journal, id);
    await journal.releaseLease();
    await new Promise((resolve) => setTimeout(resolve, 2));
    const { proof: venue } = await checkVenue(house.desk, config, key);
    if (venue === undefined) throw new Error('no venue');
    const verdict = await checkReconcile({ ...house.desk, began: new Date() }, config, stand, venue);
    expect(verdict.result).toBe('pass');
    expect((await journal.intent(id))?.status).toBe('lost-with-simulator');
    venue.close();
  });
});
