import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/report/finding.ts';
import { credentialsIn, withPairs } from '../../src/report/pairs.ts';

let count = 0;
const at = (rule: string, path: string, line: number, more: Partial<Finding> = {}): Finding => ({
  path,
  line,
  column: 1,
  rule,
  severity: 'block',
  fingerprint: (++count).toString(16).padStart(8, '0').padEnd(32, '0'),
  ...more,
});

describe('credentials', () => {
  it('are a key with the secret and passphrase nearest to it in its file', () => {
    const [keyA, secretA] = [at('okx-key', 'a', 1), at('okx-secret', 'a', 2)];
    const [keyB, secretB] = [at('okx-key', 'a', 11), at('okx-secret', 'a', 12)];
    const passphrase = at('okx-passphrase', 'a', 3);
    expect(credentialsIn([keyA, secretA, passphrase, keyB, secretB])).toEqual([
      { exchange: 'okx', title: 'OKX', key: [keyA], secret: [secretA], passphrase: [passphrase] },
      { exchange: 'okx', title: 'OKX', key: [keyB], secret: [secretB], passphrase: [passphrase] },
    ]);
  });

  it('of the history are put together from one commit before another', () => {
    const key = at('binance-key', 'a', 1, { commit: 'one' });
    const [later, own] = [
      at('binance-secret', 'a', 1, { commit: 'two' }),
      at('binance-secret', 'a', 9, { commit: 'one' }),
    ];
    expect(credentialsIn([key, later, own])[0]?.secret).toEqual([own]);
    expect(credentialsIn([key, later])[0]?.secret).toEqual([later]);
  });

  it('take the only secret of that exchange from another file, and none where there are two', () => {
    const key = at('binance-key', 'a', 1);
    const [one, two] = [at('binance-secret', 'b', 1), at('binance-secret', 'c', 1)];
    const copy = { ...one, path: 'd' };
    expect(credentialsIn([key, one, copy])[0]?.secret).toEqual([one, copy]);
    expect(credentialsIn([key, one, two])[0]?.secret).toEqual([]);
    expect(credentialsIn([key, at('okx-secret', 'a', 2)])[0]?.secret).toEqual([]);
  });

  it('are one wherever the key stands, and none without a key of an exchange', () => {
    const key = at('binance-key', 'a', 1);
    const copy = { ...key, path: 'b' };
    const secret = at('binance-secret', 'b', 2);
    expect(credentialsIn([key, copy, secret])).toMatchObject([{ key: [key, copy], secret: [secret] }]);
    expect(
      credentialsIn([at('private-key', 'a', 1), at('credential-assignment', 'a', 2), at('okx-secret', 'a', 3)]),
    ).toEqual([]);
  });
});

it('says of each part which pair it is of, and nothing of a key that stands alone', () => {
  const [key, secret, alone] = [at('binance-key', 'a', 1), at('binance-secret', 'a', 2), at('okx-key', 'a', 3)];
  const pair = key.fingerprint.slice(0, 8);
  expect(withPairs([key, secret, alone])).toEqual([{ ...key, pair }, { ...secret, pair }, alone]);
});

describe('names', () => {
  const pairsOf = (rows: readonly (readonly [finding: Finding, name: string])[]) =>
    withPairs(
      rows.map(([finding]) => finding),
      rows.map(([, name]) => name),
    ).map(({ pair }) => pair);

  it('pair a key with its secret and its passphrase in other files, whatever rule found them', () => {
    const key = at('drawn-credential', 'a.env', 1);
    const pair = key.fingerprint.slice(0, 8);
    const rows = [
      [key, 'MAIN_API_KEY'],
      [at('credential-assignment', 'b.ts', 9), 'const mainSecret'],
      [at('credential-assignment', 'c.yml', 4), 'main_passphrase'],
      [at('credential-assignment', 'c.yml', 9), 'ALT_SECRET'],
      [at('credential-assignment', 'c.yml', 9), 'password'],
    ] as const;
    expect(pairsOf(rows)).toEqual([pair, pair, pair, undefined, undefined]);
  });

  it('choose among several secrets of one exchange, before nearness does', () => {
    const [main, alt] = [at('okx-key', 'a', 1), at('okx-key', 'a', 2)];
    const rows = [
      [main, 'MAIN_KEY'],
      [alt, 'ALT_KEY'],
      [at('okx-secret', 'a', 3), 'MAIN_SECRET'],
      [at('okx-secret', 'b', 1), 'altSecret'],
    ] as const;
    const [one, two] = [main.fingerprint.slice(0, 8), alt.fingerprint.slice(0, 8)];
    expect(pairsOf(rows)).toEqual([one, two, one, two]);
    const named = withPairs(
      rows.map(([finding]) => finding),
      rows.map(([, name]) => name),
    );
    expect(credentialsIn(named).map(({ secret }) => secret[0]?.path)).toEqual(['a', 'b']);
  });

  it('pair nothing where a part has two values, where two exchanges are meant, or where they say no part', () => {
    const key = at('drawn-credential', 'a', 1);
    const secret = () => at('credential-assignment', 'b', 1);
    expect(
      pairsOf([
        [key, 'MAIN_KEY'],
        [secret(), 'MAIN_SECRET'],
        [secret(), 'MAIN_SECRET'],
      ]),
    ).toEqual([undefined, undefined, undefined]);
    expect(
      pairsOf([
        [at('okx-key', 'a', 1), 'MAIN_KEY'],
        [at('gate-secret', 'b', 1), 'MAIN_SECRET'],
      ]),
    ).toEqual([undefined, undefined]);
    expect(
      pairsOf([
        [key, 'MAIN'],
        [secret(), 'MAIN_HASH'],
      ]),
    ).toEqual([undefined, undefined]);
  });
});
