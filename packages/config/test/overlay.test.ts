import { describe, expect, it } from 'vitest';
import { environment } from '../src/environment.ts';
import { overlay } from '../src/overlay.ts';

describe('overlay', () => {
  it('lays each setting over its field, and keeps its name', () => {
    const { draft, names, problems } = overlay(
      { mode: 'simulated', name: 'x' },
      {
        BOT_MODE: ' live ',
        BOT_EXCHANGE: 'okx',
        BOT_CREDENTIALS: 'file:x',
        BOT_LIVE_CONFIRM: 'f',
        BOT_EXPECTED_IPS: 'a, b ,',
        BOT_PUBLIC_IP_URLS: 'c',
        BOT_EXCHANGE_URL: 'd',
      },
    );
    expect(draft).toEqual({
      name: 'x',
      mode: 'live',
      exchange: 'okx',
      credentials: 'file:x',
      liveConfirm: 'f',
      expectedIps: ['a', 'b'],
      publicIpUrls: ['c'],
      exchangeUrl: 'd',
    });
    expect(names.get('mode')).toBe('BOT_MODE');
    expect(problems).toEqual([]);
  });

  it('has a use for every setting of the contract', () => {
    const settings = environment.filter(({ name }) => /^BOT_(?!ALERT)/.test(name)).map(({ name }) => [name, 'x']);
    expect(overlay({}, Object.fromEntries(settings)).problems).toEqual([]);
    expect(Object.keys(overlay({}, Object.fromEntries(settings)).draft)).toHaveLength(settings.length - 1);
  });

  it.each([
    ['BOT_XCHANGE', 'BOT_XCHANGE is not a setting: did you mean BOT_EXCHANGE?'],
    ['BOT_EXPECTED_IP', 'BOT_EXPECTED_IP is not a setting: did you mean BOT_EXPECTED_IPS?'],
    ['BOT_FAVOURITE_COLOUR', 'BOT_FAVOURITE_COLOUR is not a setting: unset it. .env.example lists them all.'],
  ])('refuses %s', (name, sentence) => {
    expect(overlay({}, { [name]: '' }).problems).toEqual([sentence]);
  });

  it.each(['postgres://db/x', 'postgresql://db/x', 'POSTGRES://x'])('says that %s comes later', (url) => {
    expect(overlay({}, { BOT_STATE: url }).problems).toEqual([
      'BOT_STATE as a postgres:// URL comes later: name a folder until then.',
    ]);
  });

  it.each([
    ['liveConfirm', 'BOT_LIVE_CONFIRM'],
    ['exchangeUrl', 'BOT_EXCHANGE_URL'],
    ['credentials', 'BOT_CREDENTIALS'],
  ])('does not take %s from a file that is copied', (field, setting) => {
    const { draft, problems } = overlay({ [field]: 'x' }, {});
    expect(draft).toEqual({});
    expect(problems).toEqual([expect.stringContaining(setting)]);
  });
});
