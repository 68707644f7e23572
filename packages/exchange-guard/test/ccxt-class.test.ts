import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ccxtClassOf, warmUp } from '../src/ccxt-class.ts';

it('loads the one class of an exchange, once', async () => {
  await warmUp('binance');
  expect(await ccxtClassOf('binance')).toBe(await ccxtClassOf('binance'));
  expect((await ccxtClassOf('binance')).name).toBe('binance');
});

it('throws EXCHANGE_UNKNOWN for an id that ccxt does not have, and imports nothing for it', async () => {
  for (const id of ['nope', 'pro/kraken', '../base/Exchange', 'constructor']) {
    await expect(warmUp(id)).rejects.toThrow(expect.objectContaining({ code: 'EXCHANGE_UNKNOWN' }));
  }
});

it('is not loaded by importing the package: the desk starts without it', async () => {
  const index = fileURLToPath(new URL('../src/index.ts', import.meta.url));
  const script = `import { registerHooks } from 'node:module';
    const loaded = []; registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    await import(${JSON.stringify(index)});
    console.log(loaded.filter((url) => /ccxt@/.test(url)).length, loaded.length > 10);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout.trim()).toBe('0 true');
});
