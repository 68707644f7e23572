import { describe, expect, it } from 'vitest';
import { fromEnvironment } from '../src/env-source.ts';
import { freshKey, freshPem, freshWorld } from './samples.ts';

const pair = ['apiKey', 'secret'] as const;

describe('fromEnvironment', () => {
  it.each([
    ['the environment', 'env', 'env', 'the environment'],
    ['.env', 'dotenv', 'dotenv', '.env'],
    ['both, when they agree', 'both', 'both', 'the environment'],
    ['one each', 'env', 'dotenv', 'the environment and .env'],
  ])('reads from %s', async (_, first, second, origin) => {
    const [key, secret] = [freshKey(), freshKey()];
    const placed = { BINANCE_API_KEY: [key, first], BINANCE_API_SECRET: [secret, second] } as const;
    const where = (place: string) =>
      Object.entries(placed)
        .filter(([, [, at]]) => at === place || at === 'both')
        .map(([name, [value]]) => [name, value] as const);
    const dotenv = where('dotenv')
      .map(([name, value]) => `${name}="${value}"\n`)
      .join('');
    const { world } = freshWorld({ env: Object.fromEntries(where('env')), ...(dotenv === '' ? {} : { dotenv }) });
    const sourced = await fromEnvironment('binance', pair, world);
    expect(sourced.fields.map(({ text }) => text)).toEqual([key, secret]);
    expect(sourced).toMatchObject({ origin, problems: [], exempt: dotenv === '' ? [] : [world.dotenvPath] });
  });

  it('names every variable that differs, and neither value', async () => {
    const values = [freshKey(), freshKey(), freshKey(), freshKey()];
    const { world } = freshWorld({
      env: { BINANCE_API_KEY: values[0], BINANCE_API_SECRET: values[1] },
      dotenv: `BINANCE_API_KEY=${values[2]}\nBINANCE_API_SECRET=${values[3]}\n`,
    });
    const { problems } = await fromEnvironment('binance', pair, world);
    expect(problems.map(({ code, says }) => [code, says.split(' ')[0]])).toEqual([
      ['DOTENV_CONFLICT', 'BINANCE_API_KEY'],
      ['DOTENV_CONFLICT', 'BINANCE_API_SECRET'],
    ]);
    for (const value of values) expect(JSON.stringify(problems)).not.toContain(value);
  });

  it('counts an empty variable as absent, so that .env can fill it', async () => {
    const key = freshKey();
    const { world } = freshWorld({
      env: { BINANCE_API_KEY: '' },
      dotenv: `BINANCE_API_KEY=${key}\nBINANCE_API_SECRET=\n`,
    });
    const { fields, problems } = await fromEnvironment('binance', pair, world);
    expect(fields.map(({ text }) => text)).toEqual([key, undefined]);
    expect(problems).toEqual([]);
  });

  it.each([
    ['with the two characters \\n', (pem: string) => pem.replaceAll('\n', '\\n')],
    ['with \\r\\n', (pem: string) => pem.replaceAll('\n', '\\r\\n')],
    ['with real lines', (pem: string) => pem],
    ['in quotes that were copied along', (pem: string) => `"${pem.trimEnd().replaceAll('\n', '\\n')}"`],
    ['with spaces for line ends', (pem: string) => pem.replaceAll('\n', ' ')],
  ])('understands a PEM key %s', async (_, written) => {
    const pem = freshPem();
    const { world } = freshWorld({
      env: { COINBASE_API_SECRET: written(pem) },
      dotenv: `COINBASE_API_SECRET="${pem.replaceAll('\n', '\\n')}"`,
    });
    const { fields, problems } = await fromEnvironment('coinbase', ['secret'], world);
    expect(fields[0]?.text).toBe(pem.trimEnd());
    expect(problems).toEqual([]);
  });

  it('leaves a backslash and an n alone in what is no PEM key', async () => {
    const passphrase = `C:\\new${freshKey()}`;
    const { fields } = await fromEnvironment(
      'okx',
      ['password'],
      freshWorld({ env: { OKX_PASSPHRASE: passphrase } }).world,
    );
    expect(fields[0]?.text).toBe(passphrase);
  });

  it('names variables that look like a try at the right ones, in both places, never their values', async () => {
    const value = freshKey();
    const { world } = freshWorld({
      env: { BINANCE_SECRET_KEY: value, OTHER_KEY: value },
      dotenv: `binance_api_key=${value}\n`,
    });
    const { remedy } = await fromEnvironment('binance', pair, world);
    expect(remedy).toContain('Set but under another name: BINANCE_SECRET_KEY, binance_api_key.');
    expect(remedy).not.toContain(value);
  });

  it('reads own properties only', async () => {
    const { world } = freshWorld({ env: Object.create({ BINANCE_API_KEY: freshKey() }) });
    expect((await fromEnvironment('binance', pair, world)).fields.map(({ text }) => text)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('refuses an unsafe .env with DOTENV_UNSAFE even when the environment has everything', async () => {
    const env = { BINANCE_API_KEY: freshKey(), BINANCE_API_SECRET: freshKey() };
    const { world } = freshWorld({ env, dotenv: 'A=1\n', mode: 0o644 });
    await expect(fromEnvironment('binance', pair, world)).rejects.toMatchObject({ code: 'DOTENV_UNSAFE' });
  });
});
