import { expect, it } from 'vitest';
import { labelBefore } from '../src/label.ts';

const rows = [
  ['API_KEY=', 'key'],
  ['API_SECRET_KEY=', 'secret'],
  ["{ apiKey: 'abc', secret: '", 'secret'],
  ['{"secret":"abc","apiKey":"', 'key'],
  ["getenv('OKX_PASSPHRASE', '", 'passphrase'],
  ['secret=abc\nkey=', 'key'],
  ['const secret: string = "', 'secret'],
  ['order ', undefined],
  ['secret=abc\norder ', undefined],
] as const;

it.each(rows)('reads %j as %s', (before, label) => {
  expect(labelBefore(`${before}VALUE`, before.length)).toBe(label);
});
