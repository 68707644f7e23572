import { readFileSync } from 'node:fs';
import { type CredentialField, variableFor } from '@gatehouse/secrets';
import { describe, expect, it } from 'vitest';
import { environment, isAlert, settingNames } from '../src/environment.ts';

const lines = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8').split('\n');
const shown = lines.filter((line) => /^#? ?\w+=/.test(line));

describe('.env.example', () => {
  it('shows the variables of the environment table and no others, in its order', () => {
    expect(shown).toEqual(environment.flatMap(({ example }) => (example === undefined ? [] : [`# ${example}`])));
  });

  it('says above each what it means, in the words of the table', () => {
    for (const { example, meaning } of environment) {
      if (example !== undefined) expect(lines[lines.indexOf(`# ${example}`) - 1]).toBe(`# ${meaning}`);
    }
  });

  it('holds no value of a secret, and nothing that is not commented out', () => {
    for (const { example, secret } of environment) if (secret) expect(example ?? '=').toMatch(/=$/);
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });

  it('shows the key and the secret of Binance, and why the mode is 0600', () => {
    expect(lines).toEqual(expect.arrayContaining(['# BINANCE_API_KEY=', '# BINANCE_API_SECRET=']));
    expect(lines.slice(0, 3).join('\n')).toMatch(/chmod 600[\s\S]*0600, because/);
  });
});

describe('the environment table', () => {
  it('names the credentials as packages/secrets looks for them', () => {
    const fields: CredentialField[] = ['apiKey', 'secret', 'password', 'uid', 'walletAddress', 'privateKey'];
    const named = environment.filter(({ name }) => name.startsWith('<EXCHANGE>'));
    expect(named.map(({ name }) => name.replace('<EXCHANGE>', 'BINANCE'))).toEqual(
      fields.map((field) => variableFor('binance', field)),
    );
    expect(named.every(({ secret }) => secret)).toBe(true);
  });

  it('names each variable once, and has an example for each but the alerts, which come later', () => {
    expect(new Set(environment.map(({ name }) => name)).size).toBe(environment.length);
    expect(environment.filter(({ example }) => example === undefined).map(({ name }) => name)).toEqual(['BOT_ALERT_*']);
  });

  it('leaves alert channels and credentials out of the settings', () => {
    expect(settingNames.filter((name) => isAlert(name) || !name.startsWith('BOT_'))).toEqual([]);
    expect(settingNames).toContain('BOT_STATE');
  });
});
