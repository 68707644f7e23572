import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loopback, loopback } from '../../doors/loopback.ts';
import { guardedClient, rawClient } from './clients.ts';
import { sweep } from './sweep.ts';
import { table, verdict } from './table.ts';
import { tryWithdrawal } from './withdraw.ts';
import { withdrawals } from './withdrawals.ts';

let raw: Loopback;
let guarded: Loopback;
beforeAll(async () => {
  raw = await loopback();
  guarded = await loopback();
});
afterAll(async () => {
  await raw.stop();
  await guarded.stop();
});

describe('a sample of the door campaign', () => {
  it.each(['kraken', 'deribit', 'indodax'])('%s: nothing arrives that has no business to', async (id) => {
    const swept = await sweep(id, { raw, guarded }, (name) => /^[a-h]\w*[a-m]$|ithdraw|ransfer/.test(name));
    expect(verdict([swept])).toEqual([]);
    expect(swept.refused).toBeGreaterThan(30);
    expect(swept.control.money).toBeGreaterThan(0);
    expect(table([swept])).toContain(`refused: 1\n  ${id}`);
  });

  it('sees a client without walls', async () => {
    const client = await rawClient('kraken', raw.url);
    const swept = await sweep('kraken', { raw, guarded }, (name) => name === 'withdraw');
    const how = withdrawals.kraken ?? expect.fail('no withdrawal to try');
    const [asked] = await tryWithdrawal(client, how, raw);
    const open = { ...swept, breaches: ['withdraw: POST /0/private/Withdraw'], unjudged: ['withdraw: ended well'] };
    expect(asked).toMatchObject({ guarded: false, arrived: [{ path: '/0/private/Withdraw' }] });
    expect(verdict([open])).toEqual([
      'kraken: reached the server: withdraw: POST /0/private/Withdraw',
      'kraken: moves money on raw ccxt and was not judged: withdraw: ended well',
    ]);
  });
});

describe('a withdrawal', () => {
  it.each(Object.entries(withdrawals))('at %s is refused before anything is signed', async (id, how) => {
    const { client, close } = await guardedClient(id, guarded.url);
    for (const made of await tryWithdrawal(client, how, guarded)) {
      expect(made).toMatchObject({ guarded: true, error: 'DOOR_CLOSED', arrived: [] });
    }
    close();
  });
});
