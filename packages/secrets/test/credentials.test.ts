import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CredentialReference, loadCredentials } from '../src/credentials.ts';
import { SecretsError } from '../src/error.ts';
import { type CredentialField, variableFor } from '../src/fields.ts';
import { freshKey, freshPem, freshWorld, thrownBy } from './samples.ts';

const fromEnv = (fields: readonly CredentialField[], exchange = 'binance'): CredentialReference => ({
  source: { kind: 'env' },
  exchange,
  fields,
});
const pair = fromEnv(['apiKey', 'secret']);

describe('loadCredentials', () => {
  it('brings the credentials whole, as secrets, and says where from', async () => {
    const [key, secret] = [freshKey(), freshKey()];
    const credentials = await loadCredentials(
      pair,
      freshWorld({ env: { BINANCE_API_KEY: key, BINANCE_API_SECRET: secret } }).world,
    );
    expect(credentials).toMatchObject({ exchange: 'binance', origin: 'the environment', exempt: [] });
    expect([...credentials.fields].map(([field, value]) => [field, value.expose()])).toEqual([
      ['apiKey', key],
      ['secret', secret],
    ]);
    expect(inspect(credentials, { depth: null })).not.toMatch(new RegExp(`${key}|${secret}`));
  });

  it('brings them from a folder of files as well', async () => {
    const { folder, world } = freshWorld();
    mkdirSync(join(folder, 'keys'));
    const pem = freshPem();
    writeFileSync(join(folder, 'keys', 'secret'), pem, { mode: 0o400 });
    const credentials = await loadCredentials(
      { exchange: 'coinbase', fields: ['secret'], source: { kind: 'file', folder: 'keys' } },
      world,
    );
    expect(credentials.fields.get('secret')?.expose()).toBe(pem.trimEnd());
    expect(credentials.exempt).toEqual([join(folder, 'keys', 'secret')]);
  });

  it('names all missing variables in one error, with the exchange and what to do', async () => {
    const world = freshWorld({ env: { OKX_API_KEY: freshKey() } }).world;
    const error = await thrownBy(() => loadCredentials(fromEnv(['apiKey', 'secret', 'password'], 'okx'), world));
    expect(error).toMatchObject({
      code: 'CREDENTIALS_MISSING',
      message:
        'okx needs OKX_API_KEY, OKX_API_SECRET and OKX_PASSPHRASE; OKX_API_SECRET and OKX_PASSPHRASE are not in the environment, and there is no .env. ' +
        'Copy .env.example to .env, chmod 600 it and fill it in, or export the variables.',
    });
  });

  it('names missing files with their folder', async () => {
    const { folder, world } = freshWorld();
    const error = await thrownBy(() => loadCredentials({ ...pair, source: { kind: 'file', folder } }, world));
    expect(error).toMatchObject({
      code: 'CREDENTIALS_MISSING',
      message: expect.stringContaining(`apiKey and secret are not in the folder ${folder}`),
    });
  });

  it('does not call a refused file missing', async () => {
    const { folder, world } = freshWorld();
    mkdirSync(join(folder, 'apiKey'));
    const error = await thrownBy(() =>
      loadCredentials({ exchange: 'binance', fields: ['apiKey'], source: { kind: 'file', folder } }, world),
    );
    expect(error).toMatchObject({ code: 'SOURCE_UNSAFE', problems: [expect.stringContaining('regular file')] });
  });

  it.each([
    ['white space at the end', 'apiKey', `${freshKey()} `, 'CREDENTIALS_MALFORMED'],
    ['white space inside', 'secret', `${freshKey()} ${freshKey()}`, 'CREDENTIALS_MALFORMED'],
    ['a no-break space', 'secret', `${freshKey()}\u00a0`, 'CREDENTIALS_MALFORMED'],
    ['two lines', 'secret', `${freshKey()}\n${freshKey()}`, 'CREDENTIALS_MALFORMED'],
    ['a NUL', 'secret', `${freshKey()}\0`, 'CREDENTIALS_MALFORMED'],
    ['a tab in a passphrase', 'password', `${freshKey()}\t`, 'CREDENTIALS_MALFORMED'],
    ['half a PEM key', 'secret', freshPem().slice(0, 60), 'CREDENTIALS_MALFORMED'],
    ['seven characters', 'secret', freshKey().slice(0, 7), 'SECRET_TOO_SHORT'],
  ] as const)('refuses %s, naming the variable and not the value', async (_, field, value, code) => {
    const world = freshWorld({ env: { [variableFor('binance', field)]: value } }).world;
    const error = await thrownBy(() => loadCredentials(fromEnv([field]), world));
    expect(error).toMatchObject({ code, message: expect.stringContaining(variableFor('binance', field)) });
    expect((error as Error).message).not.toContain(value);
  });

  it('accepts a passphrase with spaces', async () => {
    const world = freshWorld({ env: { OKX_PASSPHRASE: `correct horse ${freshKey()}` } }).world;
    expect((await loadCredentials(fromEnv(['password'], 'okx'), world)).fields.size).toBe(1);
  });

  it('collects everything that is wrong, and takes its code from the gravest', async () => {
    const [one, two] = [freshKey(), freshKey()];
    const { world } = freshWorld({
      env: { OKX_API_KEY: one, OKX_API_SECRET: 'short' },
      dotenv: `OKX_API_KEY=${two}\n`,
    });
    const error = await thrownBy(() => loadCredentials(fromEnv(['apiKey', 'secret', 'password'], 'okx'), world));
    expect(error).toMatchObject({
      code: 'DOTENV_CONFLICT',
      problems: [
        expect.stringContaining('OKX_API_KEY'),
        expect.stringContaining('OKX_PASSPHRASE'),
        expect.stringContaining('OKX_API_SECRET: '),
      ],
    });
  });

  it.each(['', 'Binance', '../x', 'binance us', '__proto__', '1x', 'b'.repeat(40)])(
    'refuses %j as an exchange with EXCHANGE_MALFORMED',
    async (exchange) => {
      await expect(loadCredentials(fromEnv(['apiKey'], exchange), freshWorld().world)).rejects.toMatchObject({
        code: 'EXCHANGE_MALFORMED',
      });
    },
  );

  it('never shows a value in an error, whatever was set where', async () => {
    const value = fc
      .oneof(fc.string({ minLength: 6, maxLength: 40 }), fc.constant(undefined))
      .filter((text) => !/^[\w .,:;-]*$/.test(text ?? '.'));
    await fc.assert(
      fc.asyncProperty(
        fc.record({ BINANCE_API_KEY: value, BINANCE_API_SECRET: value, BINANCE_UID: value, BINANCE_X: value }),
        async (env) => {
          const error = await thrownBy(() =>
            loadCredentials(fromEnv(['apiKey', 'secret', 'uid', 'password']), { ...freshWorld().world, env }),
          );
          expect(error).toBeInstanceOf(SecretsError);
          const shown = inspect(error, { depth: null });
          for (const text of Object.values(env)) if (text !== undefined) expect(shown).not.toContain(text);
        },
      ),
      { numRuns: 40 },
    );
  });
});
