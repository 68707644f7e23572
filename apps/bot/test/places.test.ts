import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../src/command-line.ts';
import { StateError } from '../src/machine.ts';
import { placesOf } from '../src/places.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-places-')));
  mkdirSync(join(root, 'apps', 'bot', 'strategies'), { recursive: true });
  writeFileSync(join(root, 'apps', 'bot', 'bot.config.ts'), 'export default {};');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const ask = (settings: Record<string, string> = {}, command: { config?: string; candles?: string } = {}) =>
  placesOf({ root, home: join(root, 'home'), settings, command });

describe('placesOf', () => {
  it('makes the state and the folder of locks for this user alone', () => {
    const { state, locks } = ask();
    for (const folder of [state, locks]) expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('looks for strategies beside the configuration, by its real path', () => {
    mkdirSync(join(root, 'mine', 'strategies'), { recursive: true });
    writeFileSync(join(root, 'mine', 'x.config.ts'), '');
    symlinkSync(join(root, 'mine'), join(root, 'link'));
    const { config, strategies } = ask({}, { config: join(root, 'link', 'x.config.ts') });
    expect(config).toBe(join(root, 'mine', 'x.config.ts'));
    expect(strategies).toBe(join(root, 'mine', 'strategies'));
  });

  it.each<[string, Record<string, string>]>([
    ['the state inside the strategies', { BOT_STATE: 'apps/bot/strategies/state' }],
    ['the strategies inside the state', { BOT_STATE: 'apps/bot' }],
    ['the keys inside the strategies', { BOT_CREDENTIALS: 'file:apps/bot/strategies/keys' }],
    ['the keys around the strategies', { BOT_CREDENTIALS: 'file:apps' }],
    ['the keys behind a link to the strategies', { BOT_CREDENTIALS: 'file:link' }],
    ['a wildcard in the state', { BOT_STATE: '/tmp/st*te' }],
    ['a wildcard in the keys', { BOT_CREDENTIALS: 'file:/run/*' }],
  ])('refuses %s', (_, settings) => {
    symlinkSync(join(root, 'apps', 'bot', 'strategies'), join(root, 'link'));
    expect(() => ask(settings)).toThrow(UsageError);
  });

  it('refuses a checkout whose own path holds a wildcard, and makes nothing', () => {
    const odd = join(root, 'st*r');
    mkdirSync(join(odd, 'apps', 'bot'), { recursive: true });
    writeFileSync(join(odd, 'apps', 'bot', 'bot.config.ts'), '');
    expect(() => placesOf({ root: odd, home: root, settings: {}, command: {} })).toThrow(UsageError);
    expect(existsSync(join(odd, '.state'))).toBe(false);
  });

  it('refuses a state folder whose path is taken', () => {
    writeFileSync(join(root, 'taken'), '');
    expect(() => ask({ BOT_STATE: 'taken/state' })).toThrow(StateError);
  });

  it.each(['config', 'candles'])('refuses a --%s that is not there', (option) => {
    expect(() => ask({}, { [option]: join(root, 'nowhere') })).toThrow(UsageError);
  });
});
