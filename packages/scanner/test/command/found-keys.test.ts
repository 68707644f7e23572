import { expect, it } from 'vitest';
import { foundKeys } from '../../src/command/found-keys.ts';
import type { HeldFinding } from '../../src/report/finding.ts';
import { seededSecrets } from '../seeded.ts';

const drawSecret = seededSecrets(45);

let count = 0;
const held = (rule: string, line: number, value = drawSecret()): HeldFinding => ({
  finding: {
    path: 'a',
    line,
    column: 1,
    rule,
    severity: 'block',
    fingerprint: (++count).toString(16).padStart(32, '0'),
  },
  value,
});

it('returns each key once, with its values and all its places', () => {
  const key = held('okx-key', 1);
  const copy = { ...key, finding: { ...key.finding, line: 7 } };
  const [secret, passphrase] = [held('okx-secret', 2), held('okx-passphrase', 3)];
  const [one, ...more] = foundKeys([key, secret, passphrase, copy]);
  expect(more).toEqual([]);
  expect(one).toMatchObject({ exchange: 'okx', title: 'OKX', finding: key.finding });
  expect(one?.places).toEqual([key, copy, secret, passphrase].map(({ finding }) => finding));
  expect([...(one?.fields ?? [])].map(([field, value]) => [field, value.expose()])).toEqual([
    ['apiKey', key.value],
    ['secret', secret.value],
    ['password', passphrase.value],
  ]);
});

it('leaves out what is too short to be a secret, and everything that is no key', () => {
  expect(foundKeys([held('okx-key', 1), held('okx-passphrase', 2, 'short')])[0]?.fields.size).toBe(1);
  expect(foundKeys([held('private-key', 1), held('okx-secret', 2)])).toEqual([]);
});
