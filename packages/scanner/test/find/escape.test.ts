import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginsEscape, escapeAt } from '../../src/find/escape.ts';

const pattern =
  /\\{1,4}u00([2-7][0-9a-f])|\\{1,4}x([2-7][0-9a-f])|%([2-7][0-9a-f])|&(quot|apos|amp|lt|gt|#\d{2,3}|#x[0-9a-f]{2});/iy;
const named: Readonly<Record<string, number>> = { quot: 0x22, apos: 0x27, amp: 0x26, lt: 0x3c, gt: 0x3e };

/** Length and code, as a pattern reads them. */
function plain(text: string, at: number): readonly [number, number] | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (!found) return undefined;
  const digits = found[1] ?? found[2] ?? found[3];
  if (digits !== undefined) return [found[0].length, Number.parseInt(digits, 16)];
  const name = (found[4] ?? '').toLowerCase();
  const code = named[name] ?? Number(name.startsWith('#x') ? `0${name.slice(1)}` : name.slice(1));
  return code > 31 && code < 127 ? [found[0].length, code] : undefined;
}

it('reads at every place what a pattern would, in bytes and in units', () => {
  const unit = fc.constantFrom(
    '\\',
    '\\\\',
    'u00',
    'U00',
    'x',
    'X',
    '%',
    '41',
    '7e',
    '2F',
    '80',
    '&',
    '&quot;',
    '&#34;',
    '#x2',
    '2;',
    '&#200;',
    '&LT;',
    'amp;',
    'z',
    ' ',
    '\u0141',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 24 }), (text) => {
      const units = Uint16Array.from(text, (character) => character.charCodeAt(0));
      for (let at = 0; at < text.length; at++) {
        const found = beginsEscape(units[at] ?? 0) ? escapeAt(units, at) : 0;
        expect(found === 0 ? undefined : [found >> 8, found & 0xff]).toEqual(plain(text, at));
        if (!text.includes('\u0141')) expect(escapeAt(Buffer.from(text, 'latin1'), at)).toBe(escapeAt(units, at));
      }
    }),
    { numRuns: 500 },
  );
});
