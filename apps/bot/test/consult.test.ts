import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { consult, type ToClerk } from '../src/consult.ts';
import type { Places } from '../src/walls.ts';
import { simulatedConfig } from './support/configs.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');
const signed = { by: 'me', reason: 'a test' };

/** Asks a real clerk, which has the walls of every start. */
async function ask(
  command: ToClerk['command'],
  config = `export default ${JSON.stringify(simulatedConfig)}`,
  node = process.execPath,
) {
  const folder = mkdtempSync(join(tmpdir(), 'consult-'));
  try {
    const state = join(folder, 'state');
    mkdirSync(state, { mode: 0o700 });
    const file = join(folder, 'bot.config.ts');
    writeFileSync(file, config);
    const places: Places = { root, state, locks: folder, config: file, strategies: folder, sources: [] };
    return await consult({ command, state, config: file, settings: {} }, places, node);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a clerk', () => {
  it('performs a command on the journal and says how it ended', async () => {
    expect(await ask({ verb: 'halt', signed })).toEqual({
      code: 0,
      says: 'No simulated exchange is running, so there is no order to cancel.',
    });
  });

  it('says the sentence of what the journal refuses', async () => {
    expect(await ask({ verb: 'resume', id: 'H-7', signed })).toMatchObject({
      code: 1,
      says: expect.stringContaining('no restriction'),
    });
  });

  it('has no environment, no network and no children: a configuration finds nothing to take', async () => {
    // What it found comes back as the kind of its error: nothing else of a configuration is ever repeated.
    const curious = `
      import { spawnSync } from 'node:child_process';
      import { readFileSync } from 'node:fs';
      import { connect } from 'node:net';
      const tried = (act) => { try { return act() ?? 'done'; } catch (error) { return error.code; } };
      const found = [
        Object.keys(process.env).length,
        tried(() => spawnSync('true')),
        tried(() => readFileSync('/etc/hosts')),
        await new Promise((resolve) => {
          const failed = tried(() => connect(9, '127.0.0.1').on('error', (error) => resolve(error.code)).on('connect', resolve));
          if (failed === 'ERR_ACCESS_DENIED') resolve(failed);
        }),
      ];
      throw Object.assign(new Error('x'), { name: found.join(' ') });`;
    const { code, says } = await ask({ verb: 'halt', signed }, curious);
    expect(code).toBe(2);
    expect(says).toContain('(0 ERR_ACCESS_DENIED ERR_ACCESS_DENIED ERR_ACCESS_DENIED)');
  });

  it('that ends without a word, or cannot be started, is an ending too', async () => {
    expect(await ask({ verb: 'halt', signed }, 'process.exit(0)')).toMatchObject({ code: 1, fix: expect.any(String) });
    expect(await ask({ verb: 'halt', signed }, '', '/nowhere/node')).toMatchObject({
      code: 1,
      fix: expect.any(String),
    });
  });
});
