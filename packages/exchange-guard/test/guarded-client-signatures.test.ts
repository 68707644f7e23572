import { describe, expect, it } from 'vitest';
import type { CcxtClient, CcxtConstructor, SignedRequest } from '../src/ccxt-class.ts';
import { guardedClass } from '../src/guarded-client.ts';
import { isSigning, whileSigning } from '../src/signing.ts';
import type { Door, DoorUse, VenueRow } from '../src/venues/row.ts';
import { type AnyClient, anewForEach, Base, build, call, client, exchange, row } from './guarded.ts';

anewForEach();

describe('a signature', () => {
  const refused = expect.objectContaining({ code: 'DOOR_CLOSED', unsent: true });
  const account = ['account', 'private', 'GET', {}] as const;

  it('is not handed out, not even for a door', async () => {
    await expect(call(client, 'sign', ...account)).rejects.toThrow(refused);
    await expect(call(client, 'sign', 'time', 'public', 'GET')).rejects.toThrow(refused);
    await expect(call(client, 'fetch', `${exchange.url}/api/v3/account`, 'GET')).rejects.toThrow(refused);
    await expect(call(client, 'fetch', `${exchange.url}/api/v3/time`, 'GET')).rejects.toThrow(refused);
    expect(exchange.seen).toEqual([]);
  });

  it('is not made beneath the guarded class either', async () => {
    const own = (Base.prototype as CcxtClient).sign.bind(client);
    expect(() => own('capital/withdraw/apply', 'sapi', 'POST', {}, undefined, undefined)).toThrow(refused);
    expect(() => own('account', 'private', 'GET', {}, undefined, undefined)).toThrow(refused);
    await expect((Base.prototype as CcxtClient).fetch.call(client, `${exchange.url}/api/v3/time`)).rejects.toThrow(
      expect.objectContaining({ code: 'SETTING_LOCKED' }),
    );
    expect(exchange.seen).toEqual([]);
  });

  it('is not made of what somebody hands the key', () => {
    const bytes = Buffer.from(String(client.secret));
    const hmac = client.hmac as (...args: unknown[]) => unknown;
    expect(() => hmac(Buffer.from('anything'), bytes, { outputLen: 32, blockLen: 64 }, 'hex')).toThrow(refused);
  });

  it('is made for a request with a door, and the door is closed again', async () => {
    await call(client, 'privateGetAccount');
    expect(exchange.seen.at(-1)?.params.get('signature')).toMatch(/^[0-9a-f]{64}$/);
    expect(isSigning(client)).toBe(false);
    await expect(call(client, 'sign', ...account)).rejects.toThrow(refused);
  });
});

describe('what ccxt signed for a door', () => {
  const elsewhere = [
    '{base}/sapi/v1/capital/withdraw/apply',
    '{base}/api/v3/account/x',
    'https://evil.example/api/v3/account',
  ];

  it.each(elsewhere)('stays here when it leads to %s', async (url) => {
    class Astray extends (Base as unknown as new (config: object) => CcxtClient) {
      override sign(): SignedRequest {
        return { url: url.replace('{base}', exchange.url), method: 'GET' };
      }
    }
    const astray = build(exchange, row, Astray as unknown as CcxtConstructor);
    await expect(call(astray, 'privateGetAccount')).rejects.toThrow(
      expect.objectContaining({ code: 'DOOR_CLOSED', unsent: true }),
    );
    expect(exchange.seen).toEqual([]);
  });

  it('stays here when a parameter leads out of its path', async () => {
    const door: Door = { api: 'private', method: 'GET', path: 'orders/{id}', use: 'read' };
    const shaped = build(exchange, { ...row, doors: [...row.doors, door] });
    for (const id of ['../../sapi/v1/capital/withdraw/apply', 'a/b', '..', 'a%2f..', '']) {
      await expect(call(shaped, 'request', 'orders/{id}', 'private', 'GET', { id }), id).rejects.toThrow(
        expect.objectContaining({ code: 'DOOR_CLOSED' }),
      );
    }
    expect(exchange.seen).toEqual([]);
  });
});

describe('a door that does many things', () => {
  const info: Door = { api: 'private', method: 'POST', path: 'exchange', use: 'read' };
  const withDoor = (door: Door, more: Partial<VenueRow> = {}): AnyClient =>
    build(exchange, { ...row, ...more, doors: [...row.doors, door] });
  const post = (of: AnyClient, params: object) => call(of, 'request', 'exchange', 'private', 'POST', params);

  it('is what the body says, and nothing when it says something unknown', async () => {
    const uses: Readonly<Record<string, DoorUse>> = { look: 'read', buy: 'order' };
    const means = (body = ''): DoorUse | undefined => uses[new URLSearchParams(body).get('type') ?? ''];
    const many = withDoor({ ...info, means });
    exchange.answer('POST /api/v3/exchange', {});
    await post(many, { type: 'look' });
    expect(exchange.asked('POST', '/api/v3/exchange')).toHaveLength(1);
    await expect(post(many, { type: 'withdraw' })).rejects.toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    await expect(post(many, { type: 'buy' })).rejects.toThrow(expect.objectContaining({ code: 'ORDER_NOT_APPROVED' }));
    expect(exchange.asked('POST', '/api/v3/exchange')).toHaveLength(1);
  });

  it('takes no parameter that names another call, before anything is signed', async () => {
    const named = withDoor({ ...info, named: 'method' });
    exchange.answer('POST /api/v3/exchange', {});
    await post(named, { type: 'look' });
    for (const params of [{ method: 'withdraw' }, { method: undefined }, Object.create({ method: 'withdraw' })]) {
      await expect(post(named, params)).rejects.toThrow(expect.objectContaining({ code: 'DOOR_CLOSED', unsent: true }));
    }
    expect(exchange.asked('POST', '/api/v3/exchange')).toHaveLength(1);
  });

  it('lets a helper sign only what its row says, while an order is put together', () => {
    class WithHelper extends (Base as unknown as new (config: object) => CcxtClient) {
      signL1Action(action: { readonly type: string }): string {
        return `signed ${action.type}`;
      }
    }
    const signs = { signL1Action: ([action]: readonly unknown[]) => (action as { type: string }).type === 'order' };
    const Class = guardedClass(WithHelper as unknown as CcxtConstructor, { ...row, signs }, exchange.url);
    const built = new Class({}) as AnyClient;
    const sign = built.signL1Action as (action: object) => string;
    expect(sign({ type: 'order' })).toBe('signed order');
    expect(() => sign({ type: 'usdSend' })).toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    const bare = new (guardedClass(WithHelper as unknown as CcxtConstructor, row, exchange.url))({}) as AnyClient;
    expect(() => (bare.signL1Action as typeof sign)({ type: 'order' })).toThrow(
      expect.objectContaining({ code: 'DOOR_CLOSED' }),
    );
    expect(whileSigning(bare, () => (bare.signL1Action as typeof sign)({ type: 'order' }))).toBe('signed order');
  });
});
