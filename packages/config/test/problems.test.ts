import { describe, expect, it } from 'vitest';
import { changed, freshKey, goodFile, problemsWith } from './samples.ts';

describe('a sentence about a problem', () => {
  it.each([
    ['name', 5, 'name must be 1 to 12 characters of a-z, 0-9 and -, and a number was given.'],
    ['name', 'X', 'name must be 1 to 12 characters of a-z, 0-9 and -, and other text was given.'],
    ['name', undefined, 'name must be 1 to 12 characters of a-z, 0-9 and -, and is missing.'],
    ['name', null, 'name must be 1 to 12 characters of a-z, 0-9 and -, and null was given.'],
    ['name', ['x'], 'name must be 1 to 12 characters of a-z, 0-9 and -, and a list was given.'],
    ['name', { x: 1 }, 'name must be 1 to 12 characters of a-z, 0-9 and -, and an object was given.'],
    ['name', true, 'name must be 1 to 12 characters of a-z, 0-9 and -, and a boolean was given.'],
    ['reauditMinutes', 0.5, 'reauditMinutes must be a whole number from 1 to 1440, and another number was given.'],
    ['reauditMinutes', '5', 'reauditMinutes must be a whole number from 1 to 1440, and text was given.'],
    [
      'symbols',
      ['BTC/USDT', 'x'],
      "symbols[1] must be a symbol such as 'BTC/USDT', or 'BTC/USDT:USDT' for a contract, and other text was given.",
    ],
    [
      'symbols',
      ['BTC/USDT', 'BTC/USDT'],
      "symbols must be a list of symbols such as ['BTC/USDT'], each once, and another list was given.",
    ],
    [
      'symbols',
      ['BTC/BTC'],
      "symbols[0] must be a symbol such as 'BTC/USDT', or 'BTC/USDT:USDT' for a contract, and other text was given.",
    ],
    ['simulated.balances', { 'a b': '1' }, 'Every name in simulated.balances must be an asset such as USDT.'],
    ['limits.loosened.noPriceColar', 'x', 'limits.loosened.noPriceColar is not a field: did you mean noPriceCollar?'],
    ['stratgy', 'x', 'stratgy is not a field: did you mean strategy?'],
    ['leverage', 3, 'leverage is not a field: remove it.'],
    [
      'apiKey',
      'x',
      'apiKey is not a field, and secrets do not belong in this file: put them in .env, as .env.example shows.',
    ],
  ])('of %s: %j', async (path, value, sentence) => {
    expect(await problemsWith(changed(path, value))).toContain(sentence);
  });

  it('names the setting when the value came from one', async () => {
    expect(await problemsWith(goodFile(), { BOT_MODE: 'x', BOT_EXPECTED_IPS: '1.1.1.1,x' })).toEqual([
      "BOT_MODE must be 'simulated' or 'live', and other text was given.",
      'BOT_EXPECTED_IPS[1] must be an IP address or a CIDR range, and other text was given.',
    ]);
  });

  it('shows neither a value nor a name that could be one', async () => {
    const key = freshKey();
    const problems = [
      ...(await problemsWith({ ...goodFile(), [key]: key, name: key, symbols: [key], onStop: key })),
      ...(await problemsWith(changed('simulated.balances', { [key]: key }))),
      ...(await problemsWith(goodFile(), {
        [`BOT_${key}`]: key,
        BOT_LIVE_CONFIRM: key,
        BOT_EXCHANGE_URL: key,
        BOT_CREDENTIALS: key,
      })),
    ];
    expect(problems.length).toBeGreaterThan(8);
    expect(problems.join('\n')).not.toContain(key);
    expect(problems.join('\n')).toContain('(a name that is not shown) is not a field');
  });
});
