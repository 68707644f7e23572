import { expect, it } from 'vitest';
import { alphabets, drawFrom } from '../../src/judge/draw.ts';
import { safeName } from '../../src/report/secret-names.ts';
import { drawSecret } from '../repository.ts';

it('takes a key out of the name of a file', () => {
  const draw = drawFrom(7);
  for (let round = 0; round < 50; round++) {
    const value =
      round % 2 === 0 ? draw.text(alphabets.alphanumeric, 64) : draw.text(`${alphabets.alphanumeric}-_`, 43);
    for (const path of [`binance/${value}.txt`, `a/api_key=${value}`, value, `${value}/${value}`]) {
      expect(safeName(path)).toContain('[masked]');
      expect(safeName(path)).not.toContain(value.slice(10, 26));
    }
  }
  expect(safeName(`binance/${drawSecret()}.txt`)).toBe('binance/[masked].txt');
});

it('leaves other names alone', () => {
  const names = [
    'src/components/AuthenticationProvider.test.tsx',
    'packages/scanner/test/rules/user-rule-engine.test.ts',
    'dist/main.3f2a9c1b.js',
    `blobs/sha256/${'0123456789abcdef'.repeat(4)}`,
    'docs/decisions/014-baseline-hashes.md',
    'Migrations/20261127120000_AddUserAccountsTable.cs',
    'a b/ü/名前.md',
    'commit message',
    '',
  ];
  expect(names.map(safeName)).toEqual(names);
});
