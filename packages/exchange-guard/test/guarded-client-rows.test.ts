import { describe, expect, it } from 'vitest';
import type { CcxtClient, CcxtConstructor, SignedRequest } from '../src/ccxt-class.ts';
import { guardedClass } from '../src/guarded-client.ts';
import type { VenueRow } from '../src/venues/row.ts';
import { send } from './fake-exchange.ts';
import { anewForEach, Base, build, call, client, exchange, row } from './guarded.ts';

anewForEach();

describe('what a row asks of the client', () => {
  type Loose = new (config: object) => CcxtClient;
  const asBase = (Class: unknown) => Class as CcxtConstructor;
  const account = 'GET /api/v3/account';

  it('goes one signed request after the other, where they must, and public ones between them', async () => {
    const together = async (its: VenueRow) => {
      let now = 0;
      let most = 0;
      exchange.answer(account, async (response) => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((done) => setTimeout(done, 30));
        now -= 1;
        send(response, 200, { balances: [] });
      });
      const built = build(exchange, its);
      const asked = [1, 2, 3].map(() => call(built, 'privateGetAccount'));
      let open = true;
      const rest = Promise.all(asked).then(() => {
        open = false;
      });
      await built.fetchTime();
      const between = open;
      await rest;
      return { most, between };
    };
    expect(await together({ ...row, inTurn: true })).toEqual({ most: 1, between: true });
    expect((await together(row)).most).toBe(3);
  });

  it('goes on after one that was refused', async () => {
    const built = build(exchange, { ...row, inTurn: true });
    exchange.answer(account, (response) => send(response, 401, { code: -2015, msg: 'no' }), { balances: [] });
    const [first, second] = [call(built, 'privateGetAccount'), call(built, 'privateGetAccount')];
    await expect(first).rejects.toMatchObject({ code: 'VENUE_REFUSED' });
    expect(await second).toEqual({ balances: [] });
  });

  it('leaves unsaid what it names, and nothing else', async () => {
    const sent = async (unsaid: readonly string[]) => {
      await call(build(exchange, { ...row, unsaid }), 'privateGetAccount');
      return exchange.seen.at(-1)?.headers['x-mbx-apikey'];
    };
    expect(await sent(['X-Nothing'])).toBe(exchange.apiKey);
    exchange.answer(account, { balances: [] });
    expect(await sent(['X-MBX-APIKEY'])).toBeUndefined();
  });

  it('keeps the names of hosts where ccxt puts its addresses together from them', () => {
    class Hosted extends (Base as unknown as Loose) {
      override describe() {
        const described = super.describe();
        return { ...described, urls: { ...described.urls, hostnames: { spot: 'api.example' } } };
      }
    }
    const built = new (guardedClass(asBase(Hosted), row, exchange.url))({});
    expect(built.urls.hostnames).toEqual({ spot: 'api.example' });
  });

  it('sends no order with a query beside its body', async () => {
    class Twice extends (Base as unknown as Loose) {
      override sign(): SignedRequest {
        return { url: `${exchange.url}/api/v3/order?quantity=2`, method: 'POST', body: 'quantity=1' };
      }
    }
    await expect(call(build(exchange, row, asBase(Twice)), 'privatePostOrder')).rejects.toMatchObject({
      code: 'DOOR_CLOSED',
      message: expect.stringContaining('(a query beside the body of order)'),
    });
    expect(exchange.seen).toEqual([]);
  });

  it('takes no parameter for one that names the call, where none does', async () => {
    expect(await call(client, 'publicGetTime', { undefined: '1' })).toHaveProperty('serverTime');
  });

  it.each(['request', 'handleErrors', 'handleHttpStatusCode'])('lets nobody replace %s', (name) => {
    expect(() => Object.assign(client, { [name]: () => undefined })).toThrow(
      expect.objectContaining({ code: 'SETTING_LOCKED' }),
    );
  });
});
