import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownValuesIn } from '../../src/own/values.ts';
import { drawSecret, makeFolder, write } from '../repository.ts';

function worldOf(env: Record<string, string>) {
  const folder = makeFolder();
  return { folder, world: { env, dotenvPath: join(folder, '.env'), isTracked: async () => false } };
}

const namesIn = async (...args: Parameters<typeof ownValuesIn>) =>
  (await ownValuesIn(...args)).values.map(({ exchange, field }) => `${exchange} ${field}`).sort();

describe('own values', () => {
  it('are those of every exchange that a variable names, and nothing that is public', async () => {
    const { world } = worldOf({
      BINANCE_API_KEY: drawSecret(),
      OKX_PASSPHRASE: drawSecret(12),
      HYPERLIQUID_WALLET_ADDRESS: drawSecret(40),
      HYPERLIQUID_PRIVATE_KEY: drawSecret(64),
      HTX_UID: '123456789',
      PATH: '/bin',
    });
    expect(await namesIn('env:', undefined, world)).toEqual([
      'binance apiKey',
      'hyperliquid privateKey',
      'okx password',
    ]);
    expect(await namesIn('env:', 'okx', world)).toEqual(['okx password']);
  });

  it('come from .env too, which is then passed by', async () => {
    const { folder, world } = worldOf({});
    const file = write(folder, '.env', `# mine\nexport KRAKEN_API_SECRET=${drawSecret()}\n`);
    chmodSync(file, 0o600);
    const { values, exempt } = await ownValuesIn('env:', undefined, world);
    expect(values.map(({ exchange, field }) => `${exchange} ${field}`)).toEqual(['kraken secret']);
    expect(exempt).toEqual([file]);
    chmodSync(file, 0o644);
    await expect(ownValuesIn('env:', undefined, world)).rejects.toMatchObject({ code: 'DOTENV_UNSAFE' });
  });

  it('come from a folder, as the bot reads it', async () => {
    const { folder, world } = worldOf({});
    for (const name of ['apiKey', 'passphrase']) chmodSync(write(folder, `keys/${name}`, drawSecret()), 0o400);
    expect(await namesIn('file:keys', 'okx', world)).toEqual(['okx apiKey', 'okx password']);
    expect(await namesIn('file:keys', undefined, world)).toEqual(['binance apiKey', 'binance password']);
  });

  it('are missed with one sentence where there are none', async () => {
    const { world } = worldOf({ PATH: '/bin' });
    await expect(ownValuesIn('env:', undefined, world)).rejects.toMatchObject({ code: 'OWN_KEY_MISSING' });
    await expect(ownValuesIn('file:none', undefined, world)).rejects.toMatchObject({ code: 'OWN_KEY_MISSING' });
  });
});
