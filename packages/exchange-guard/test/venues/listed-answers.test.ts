import { describe, expect, it } from 'vitest';
import { ccxtIds } from '../../src/ccxt-ids.ts';
import { scrubberOf } from '../../src/scrub.ts';
import { classified } from '../../src/venue-error.ts';
import { answeringIds, listedAnswersOf } from '../../src/venues/listed-answers.ts';
import { anyRow, takesOrders } from '../../src/venues.ts';

type Told = readonly [trouble: string, status: number, body: unknown];

const label = (status: number, of: string): readonly [number, object] => [status, { label: of, message: 'words' }];
const code = (status: number, of: number): readonly [number, object] => [status, { code: of, msg: 'words' }];
const named = (status: number, of: string): readonly [number, object] => [status, { error: { name: of, message: '' } }];
const rpc = (status: number, of: number): readonly [number, object] => [status, { error: { code: of, message: 'w' } }];

/** Refusals as they are documented, by what is the matter. */
const documented: Readonly<Record<string, readonly Told[]>> = {
  bitfinex: [
    ['any of key, signature and address', 500, ['error', 10100, 'apikey: invalid']],
    ['a permission', 500, ['error', 10001, 'api_key: permission invalid']],
    ['the number of the request', 500, ['error', 10114, 'nonce: small']],
    ['too many', 500, ['error', 11010, 'ratelimit: error']],
    ['maintenance', 500, ['error', 20060, 'maintenance']],
    ['something else', 500, ['error', 10000, 'generic']],
  ],
  gate: [
    ['the key', ...label(401, 'INVALID_KEY')],
    ['the address', ...label(401, 'IP_FORBIDDEN')],
    ['a permission', ...label(403, 'FORBIDDEN')],
    ['a permission to write', ...label(403, 'READ_ONLY')],
    ['the signature', ...label(401, 'INVALID_SIGNATURE')],
    ['the clock', ...label(401, 'REQUEST_EXPIRED')],
    ['the account', ...label(403, 'ACCOUNT_LOCKED')],
    ['too many', ...label(429, 'TOO_MANY_REQUESTS')],
    ['maintenance', ...label(503, 'SERVER_ERROR')],
  ],
  htx: [
    ['any of key, signature, time and address', 200, { 'err-code': 'api-signature-not-valid', 'err-msg': 'Signature' }],
    ['a permission', 200, { 'err-code': 'api-signature-not-valid', 'err-msg': 'API key has no permission' }],
    ['too many', 429, { 'err-code': 'rate-too-many-requests', 'err-msg': 'exceeded rate limit' }],
    ['maintenance', 200, { 'err-code': 'system-maintenance', 'err-msg': 'System is in maintenance' }],
  ],
  deribit: [
    ['any of key, secret and address', ...rpc(400, 13004)],
    ['the token', ...rpc(400, 13009)],
    ['a permission', ...rpc(403, 13021)],
    ['another permission', ...rpc(400, 11042)],
    ['the account', ...rpc(400, 13002)],
    ['the country', ...rpc(400, 12005)],
    ['too many', ...rpc(429, 10028)],
    ['maintenance', ...rpc(503, 11051)],
  ],
  bingx: [
    ['the key', ...code(200, 100413)],
    ['the address', ...code(200, 100419)],
    ['a permission', ...code(200, 100004)],
    ['the signature', ...code(200, 100001)],
    ['the clock', ...code(200, 100421)],
    ['the account', ...code(200, 100414)],
    ['too many', ...code(200, 100410)],
    ['maintenance', ...code(503, 100503)],
  ],
  upbit: [
    ['the key', ...named(401, 'invalid_access_key')],
    ['the end of the key', ...named(401, 'expired_access_key')],
    ['the address', ...named(401, 'no_authorization_ip')],
    ['a permission', ...named(401, 'out_of_scope')],
    ['the signature', ...named(401, 'jwt_verification')],
    ['the number of the request', ...named(401, 'nonce_used')],
    ['too many', ...named(429, 'too_many_requests')],
  ],
  krakenfutures: [
    ['any of key, signature and address', 401, { errors: [{ code: 401, message: 'authenticationError' }] }],
    ['the number of the request', 200, { result: 'error', error: 'nonceBelowThreshold' }],
    ['its repetition', 200, { result: 'error', error: 'nonceDuplicate' }],
    ['too many', 200, { result: 'error', error: 'apiLimitExceeded' }],
    ['maintenance', 200, { result: 'error', error: 'unavailable' }],
  ],
};

describe.each(Object.entries(documented))('the refusals of %s', (exchange, told) => {
  it('have a sentence each, of the exchange and its code, and what to do', async () => {
    const row = await anyRow(exchange);
    const sentences = told.map(([trouble, status, body]) => {
      const answer = row.answerOf(status, body);
      const { says, fix } = row.diagnose(answer) ?? expect.fail(`${trouble} means nothing`);
      expect(says, trouble).toContain(row.title);
      expect(fix.length, trouble).toBeGreaterThan(15);
      return says;
    });
    expect(new Set(sentences).size).toBe(told.length);
  });

  it('are ambiguous where the exchange does not tell causes apart, and nowhere else', async () => {
    const { answerOf, isAmbiguous } = await anyRow(exchange);
    const are = told.filter(([, status, body]) => isAmbiguous?.(answerOf(status, body)) === true);
    expect(are.map(([trouble]) => trouble)).toEqual(
      told.map(([trouble]) => trouble).filter((trouble) => trouble.startsWith('any of ')),
    );
  });
});

describe('a refusal in the status of an outage', () => {
  it.each([
    ['apikey: invalid', 10100, 'VENUE_REFUSED'],
    ['permission', 10001, 'VENUE_REFUSED'],
    ['nonce', 10114, 'VENUE_REFUSED'],
    ['maintenance', 20060, 'VENUE_UNAVAILABLE'],
    ['generic', 10000, 'VENUE_UNAVAILABLE'],
  ])('is one where its code says so: %s', async (says, number, expected) => {
    const row = await anyRow('bitfinex');
    const answer = row.answerOf(500, ['error', number, says]);
    expect(answer).toEqual({ status: 500, code: String(number), says });
    expect(classified(undefined, answer, row, scrubberOf([]))).toMatchObject({ code: expected, answer });
  });

  it.each([undefined, null, [], ['error'], ['error', 'words'], {}, 'text', ['error', 1.5]])(
    'is no more than its status where it is %j',
    async (body) => {
      for (const id of ['bitfinex', 'krakenfutures']) {
        expect((await anyRow(id)).answerOf(500, body)).toEqual({ status: 500 });
      }
    },
  );
});

describe('the table of refusals', () => {
  it('is of exchanges that ccxt has and no order can go to, and knows nothing of others', () => {
    for (const id of answeringIds) {
      expect(ccxtIds).toContain(id);
      expect(takesOrders(id), id).toBe(false);
    }
    for (const none of ['bitstamp', 'constructor', '__proto__', '']) {
      expect(listedAnswersOf(none, 'Nobody')).toBeUndefined();
    }
  });
});
