import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoadedText } from '../../src/engine/loaded-text.ts';
import { rulesetOf } from '../../src/find/ruleset.ts';
import { numberRowsOf as rowsOf } from '../../src/rules/byte-array.ts';

const { tables } = rulesetOf([]);

function numberRowsOf(text: string) {
  const look = LoadedText.of(Buffer.from(text), 'bytes', 'file');
  look.loaded(tables);
  return rowsOf(text, look.numbers);
}

const bytes = fc.uint8Array({ minLength: 64, maxLength: 64 });

const ways: readonly ((numbers: readonly number[]) => string)[] = [
  (numbers) => JSON.stringify(numbers),
  (numbers) => JSON.stringify({ a: [1, 2], key: numbers }, null, 2),
  (numbers) => JSON.stringify({ a: JSON.stringify(numbers, null, 2) }),
  (numbers) => `let key: [u8; 64] = [\r\n  ${numbers.join(',\r\n  ')},\r\n];`,
  (numbers) => `+[\n${numbers.map((one) => `+  ${one}`).join(',\n')}\n+]\n`,
  (numbers) => `key:\n${numbers.map((one) => `  - ${one}`).join('\n')}\nnext: 1\n`,
  (numbers) => `[${numbers.map((one) => `0x${one.toString(16)}`).join(', ')}]`,
  (numbers) => `https://example.com/?key=%5B${numbers.join('%2C')}%5D`,
  (numbers) => `[${numbers.join(' ')}]`,
  (numbers) => `KEY=${numbers.join(',')}\n`,
];

describe('numberRowsOf', () => {
  it('reads 64 bytes in every way that they are written', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom(...ways), (all, way) => {
        const text = way([...all]);
        const rows = numberRowsOf(text);
        expect(rows.map(({ bytes: read }) => read)).toEqual([all]);
        expect(text.slice(rows[0]?.at, (rows[0]?.at ?? 0) + 4)).toContain(way === ways[6] ? '0x' : String(all[0]));
      }),
      { numRuns: 60 },
    );
  });

  it('wants 64 of them, each below 256, and whole', () => {
    const numbers = Array.from({ length: 64 }, (_, index) => 100 + index);
    for (const wrong of [
      numbers.slice(1),
      [...numbers, 1],
      numbers.with(9, 256),
      numbers.with(9, 1.5),
      numbers.with(9, -1),
    ]) {
      expect(numberRowsOf(JSON.stringify(wrong))).toEqual([]);
    }
  });

  it('passes over long rows of numbers in linear time', () => {
    const long = `${'12, '.repeat(200_000)}\n${'a'.repeat(400_000)}${'0x1,'.repeat(100_000)}`;
    const started = performance.now();
    expect(numberRowsOf(long)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
