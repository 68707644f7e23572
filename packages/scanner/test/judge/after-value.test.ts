import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterValue } from '../../src/judge/after-value.ts';
import { alphabets, drawFrom } from '../../src/judge/draw.ts';
import { isValue, readingOf } from '../../src/judge/label.ts';
import { nameBefore } from '../../src/judge/name-before.ts';
import type { Look } from '../../src/judge/rule.ts';

const after = (text: string) => afterValue({ bytes: Buffer.from(text, 'latin1') } as unknown as Look, text.length);
const draw = drawFrom(5);
const [hex, letters, uuid] = [draw.text(alphabets.hex, 40), draw.text(alphabets.alphanumeric, 40), draw.uuid()];

describe('what stands right before a value', () => {
  it.each([`"${hex}","`, `'${uuid}', '`, `["${letters}" ,\t"`])('is told in a quoted list: %#', (text) => {
    expect(after(text)).toBe('quoted after a comma');
  });

  it.each([`${hex} `, `${uuid},`, `"${hex}" 0x`, `"${letters}" "`])('is told elsewhere: %#', (text) => {
    expect(after(text)).toBe('another');
  });

  it.each(['apiKey = "', '"secret": "', `${hex}: "`, `</${hex} `, `${hex}\n`, '', `"${hex}("`])(
    'is left to be read where it may be a name: %#',
    (text) => {
      expect(after(text)).toBeUndefined();
    },
  );

  it('is told only where a reading would find no name', () => {
    const unit = fc.constantFrom(
      '"',
      "'",
      ',',
      ' ',
      '-',
      '.',
      '_',
      '/',
      '</',
      '\\n',
      '0x',
      'aB3',
      'x9y8',
      'abc',
      'Z',
      '7',
      hex,
      letters,
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 16 }), fc.constantFrom('","', ' ', "', '", '",', '0x'), (text, glue) => {
        const whole = `${text}${glue}`;
        const told = after(whole);
        fc.pre(told !== undefined);
        const at = whole.endsWith('0x') ? whole.length - 2 : whole.length;
        const { name, sign, isQuoted } = nameBefore(whole, at);
        expect(readingOf(name)).toBeUndefined();
        expect(name === '' || isValue(name)).toBe(true);
        expect(sign).not.toBe('(');
        expect(told === 'quoted after a comma').toBe(isQuoted && sign === ',');
      }),
      { numRuns: 500 },
    );
  });
});
