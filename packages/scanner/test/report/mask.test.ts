import fc from 'fast-check';
import { expect, it } from 'vitest';
import { masking } from '../../src/report/mask.ts';

it('leaves no value in a text, and the rest as it is', () => {
  expect(masking(['secretvalue', 'secret'])('a/secretvalue-secret/secretvaluesecret.txt')).toBe(
    'a/[masked]-[masked]/[masked][masked].txt',
  );
  expect(masking([])('a/b')).toBe('a/b');
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 3, maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(word),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/'), maxLength: 40 }),
      (values, text) => {
        const masked = masking(values)(text);
        for (const value of values) expect(masked.replaceAll('[masked]', '|')).not.toContain(value);
      },
    ),
  );
});
