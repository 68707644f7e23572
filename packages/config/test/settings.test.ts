import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { settingNames } from '../src/environment.ts';
import { settingsFrom } from '../src/settings.ts';

const bytes = (text: string) => Buffer.from(text);
const fresh = () => randomBytes(24).toString('hex');

describe('settingsFrom', () => {
  it('takes BOT_* from the environment and from .env, and nothing else', () => {
    const settings = settingsFrom({
      env: { BOT_MODE: 'live', PATH: '/bin', BINANCE_API_KEY: fresh(), BOT_ALERT_SLACK: fresh(), BOT_STATE: undefined },
      dotenv: bytes(`BINANCE_API_SECRET=${fresh()}\nBOT_EXCHANGE=okx\nBOT_ALERT_X=${fresh()}\nROBOT_MODE=x\n`),
    });
    expect(settings).toEqual({ BOT_MODE: 'live', BOT_EXCHANGE: 'okx' });
    expect(Object.isFrozen(settings)).toBe(true);
  });

  it.each([
    ['BOT_STATE=a b', 'a b'],
    ['export BOT_STATE="a b" # why', 'a b'],
    ["  BOT_STATE='x'", 'x'],
    ['\texport\t BOT_STATE=x', 'x'],
    ['BOT_STATE = x', 'x'],
    ['BOT_STATE=x\r', 'x'],
    ['\ufeffBOT_STATE=x', 'x'],
    ['BOT_STATE=a=b', 'a=b'],
  ])('reads the line %j', (line, value) => {
    expect(settingsFrom({ env: {}, dotenv: bytes(`${line}\n`) })).toEqual({ BOT_STATE: value });
  });

  it('reads every setting as the same text that was written', () => {
    fc.assert(
      fc.property(fc.constantFrom(...settingNames), fc.stringMatching(/^[a-z0-9:/.,-]{1,40}$/), (name, value) => {
        expect(settingsFrom({ env: {}, dotenv: bytes(`A=1\n${name}=${value}\nB=2`) })).toEqual({ [name]: value });
      }),
    );
  });

  it('counts an empty variable as absent', () => {
    expect(settingsFrom({ env: { BOT_MODE: '' }, dotenv: bytes('BOT_MODE=live\nBOT_STATE=\n') })).toEqual({
      BOT_MODE: 'live',
    });
  });

  it('accepts the same value in both places', () => {
    expect(settingsFrom({ env: { BOT_MODE: 'live' }, dotenv: bytes('BOT_MODE=live') })).toEqual({ BOT_MODE: 'live' });
  });

  it.each([
    ['in the environment and .env', { BOT_MODE: 'live', BOT_STATE: 'a' }, 'BOT_MODE=simulated\nBOT_STATE=b'],
    ['twice in .env', {}, 'BOT_MODE=live\nBOT_STATE=a\nBOT_MODE=simulated\nBOT_STATE=b'],
  ])('refuses different values %s with SETTING_CONFLICT, all named, none shown', (_, env, dotenv) => {
    expect(() => settingsFrom({ env, dotenv: bytes(dotenv) })).toThrow(
      expect.objectContaining({
        code: 'SETTING_CONFLICT',
        problems: [
          expect.stringMatching(/^BOT_MODE has two values/),
          expect.stringMatching(/^BOT_STATE has two values/),
        ],
        message: expect.not.stringContaining('simulated'),
      }),
    );
  });

  it('keeps unknown names for readConfig to list, without their values', () => {
    const secret = fresh();
    expect(settingsFrom({ env: { BOT_TOKEN: secret }, dotenv: bytes(`BOT_KEY=${secret}`) })).toEqual({
      BOT_TOKEN: '',
      BOT_KEY: '',
    });
  });

  it.each(['BOT_MODE', 'export BOT_MODE', 'BOT_MODE live', 'BOT_MODE-X=1'])(
    'refuses the line %j with SETTING_MALFORMED and its number',
    (line) => {
      const attempt = () => settingsFrom({ env: {}, dotenv: bytes(`A=1\n${line}\n`) });
      if (line === 'BOT_=x=') expect(attempt()).toEqual({ BOT_: '' });
      else
        expect(attempt).toThrow(
          expect.objectContaining({ code: 'SETTING_MALFORMED', message: expect.stringContaining('Line 2 of .env') }),
        );
    },
  );

  it('never turns a line that may hold a key into text', () => {
    const decode = vi.spyOn(TextDecoder.prototype, 'decode');
    const keys = [fresh(), fresh(), fresh()];
    settingsFrom({
      env: {},
      dotenv: bytes(
        `${keys[0]}\nBINANCE_API_KEY=${keys[1]}\nexport X=${keys[1]}\n  BOT_ALERT_URL=${keys[2]}\nBOT_MODE=live\n`,
      ),
    });
    const seen = decode.mock.results.map(({ value }) => String(value)).join('\n');
    decode.mockRestore();
    expect(seen).toContain('BOT_MODE=live');
    for (const key of keys) expect(seen).not.toContain(key);
  });

  it('survives a line of a million blanks', () => {
    expect(settingsFrom({ env: {}, dotenv: bytes(`${' '.repeat(1_000_000)}BOT_MODE=live`) })).toEqual({
      BOT_MODE: 'live',
    });
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (dotenv) => {
        expect(settingsFrom({ env: {}, dotenv })).toEqual({});
      }),
    );
  });
});
