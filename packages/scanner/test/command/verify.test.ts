import { Secret } from '@gatehouse/secrets';
import { describe, expect, it } from 'vitest';
import type { FoundKey } from '../../src/command/found-keys.ts';
import { headlineOf, type LiveVerdict, verifyEach } from '../../src/command/verify.ts';
import { drawSecret } from '../repository.ts';
import { finding } from '../told.ts';

const key = (path: string, withSecret = true): FoundKey => ({
  exchange: 'binance',
  title: 'Binance',
  finding: { ...finding, path },
  places: [{ ...finding, path }],
  fields: new Map([
    ['apiKey', Secret.of(drawSecret())],
    ...(withSecret ? [['secret', Secret.of(drawSecret())] as const] : []),
  ]),
});

const live: LiveVerdict = { state: 'live', can: ['trade spot', 'withdraw'], unclear: [], says: 'Binance told it.' };

async function session(keys: readonly FoundKey[], answers: readonly string[]) {
  const told: string[] = [];
  const asked: string[] = [];
  const left = [...answers];
  const results = await verifyEach(
    keys,
    async ({ finding: { path } }) => {
      asked.push(path);
      return live;
    },
    {
      person: {
        ask: async (question) => {
          told.push(question);
          return left.shift() ?? '';
        },
        tell: (text) => told.push(text),
      },
      world: { env: {}, now: () => new Date() },
    },
  );
  return { told: told.join(''), asked, results };
}

describe('a person is asked about each key', () => {
  it('with its exchange, fingerprint and place, and only a typed yes asks the exchange', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e'].map((path) => key(path));
    const { told, asked, results } = await session(keys, ['y', 'yes', '', 'YES', 'yes please']);
    expect(asked).toEqual(['b']);
    expect(results.map(({ verdict }) => verdict?.state)).toEqual([undefined, 'live', undefined, undefined, undefined]);
    expect(told).toContain('Key 2 of 5: Binance, fingerprint abababababab, at b:3');
    expect(told).toContain('LIVE: it can trade spot and withdraw. Binance told it.');
    expect(told.match(/Not asked/g)).toHaveLength(4);
  });

  it('but not where there is no secret to sign with', async () => {
    const { told, asked } = await session([key('a', false)], ['yes']);
    expect(asked).toEqual([]);
    expect(told).toMatch(/No secret was found/);
  });

  it('without a name writing on the terminal', async () => {
    const { told } = await session([key('\u001b[2Ja')], ['no']);
    expect(told).not.toContain('\u001b');
  });
});

it('says in capitals what is known, and counts what is not known as live', () => {
  expect(headlineOf(live)).toBe('LIVE: it can trade spot and withdraw.');
  expect(headlineOf({ ...live, can: [], unclear: ['withdraw'] })).toMatch(
    /^LIVE: .*whether it can withdraw is not told\.$/,
  );
  expect(headlineOf({ ...live, state: 'dead' })).toBe('DEAD.');
  expect(headlineOf({ ...live, state: 'unknown' })).toMatch(/treat it as live/);
});
