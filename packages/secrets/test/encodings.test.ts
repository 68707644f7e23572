import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodingsOf, formsOf } from '../src/encodings.ts';
import { Secret } from '../src/secret.ts';
import { anySecret, freshKey, freshLongPem, writings } from './samples.ts';

describe('encodingsOf', () => {
  it('gives the raw bytes first, and every form once', () => {
    const value = freshKey();
    const forms = encodingsOf(Secret.of(value)).map((bytes) => Buffer.from(bytes).toString());
    expect(forms[0]).toBe(value);
    expect(new Set(forms).size).toBe(forms.length);
  });

  it.each(Object.keys(writings))('holds the form that stands in text written as %s', (name) => {
    fc.assert(
      fc.property(anySecret, fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, before, after) => {
        const text = writings[name]?.(value, before, after) ?? '';
        const haystack = Buffer.from(text);
        expect(encodingsOf(Secret.of(value)).some((form) => haystack.includes(form))).toBe(true);
      }),
    );
  });

  it('never makes a form so short that it would be found by chance', () => {
    fc.assert(
      fc.property(anySecret, (value) => {
        expect(Math.min(...formsOf(Secret.of(value)).map((form) => form.length))).toBeGreaterThanOrEqual(8);
      }),
    );
  });

  it('knows a PEM key by each of its lines, and not by its armour', () => {
    const pem = freshLongPem();
    const [armour = '', ...lines] = pem.trim().split('\n');
    const forms = formsOf(Secret.of(pem));
    for (const line of lines.slice(0, -2)) expect(forms).toContain(line);
    expect(forms).toContain(lines.slice(0, -1).join(''));
    expect(forms).toContain(pem.replaceAll('\n', '\\n'));
    expect(forms).toContain(pem.replaceAll('\n', '\r\n'));
    expect(forms).not.toContain(armour);
  });

  it('knows a hex key in the other case and without its 0x', () => {
    const key = freshKey();
    expect(formsOf(Secret.of(`0x${key}`))).toEqual(expect.arrayContaining([key, key.toUpperCase()]));
  });
});
