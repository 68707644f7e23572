import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretsError } from '../src/error.ts';
import { parseSource } from '../src/source.ts';
import { freshKey } from './samples.ts';

describe('parseSource', () => {
  it.each([
    ['', { kind: 'env' }],
    ['  ', { kind: 'env' }],
    ['env:', { kind: 'env' }],
    [undefined as unknown as string, { kind: 'env' }],
    ['file:/run/secrets', { kind: 'file', folder: '/run/secrets' }],
    ['file:secrets/binance', { kind: 'file', folder: 'secrets/binance' }],
    ['file:C:odd', { kind: 'file', folder: 'C:odd' }],
  ])('reads %j', (text, reference) => {
    expect(parseSource(text)).toEqual(reference);
    expect(Object.isFrozen(parseSource(text))).toBe(true);
  });

  it.each([
    ['aws-secretsmanager:bot?region=eu-west-1', 'SOURCE_NOT_YET'],
    ['vault:secret/bot', 'SOURCE_NOT_YET'],
    ['exec:pass show bot', 'SOURCE_NOT_YET'],
    ['env:BINANCE', 'SOURCE_MALFORMED'],
    ['file:', 'SOURCE_MALFORMED'],
    ['file: ', 'SOURCE_MALFORMED'],
    ['file:a\0b', 'SOURCE_MALFORMED'],
    ['env', 'SOURCE_UNKNOWN'],
    ['ENV:', 'SOURCE_UNKNOWN'],
    ['envx', 'SOURCE_UNKNOWN'],
    ['filex', 'SOURCE_UNKNOWN'],
    ['/run/secrets', 'SOURCE_UNKNOWN'],
    ['toString:', 'SOURCE_UNKNOWN'],
    ['__proto__:', 'SOURCE_UNKNOWN'],
    [':', 'SOURCE_UNKNOWN'],
  ])('refuses %j with %s', (text, code) => {
    expect(() => parseSource(text)).toThrow(expect.objectContaining({ code }));
  });

  it.each(['', 'env:', 'vault:', 'exec:', 'file:\0', 'binance:'])(
    'never repeats what follows %j: it may be the key',
    (before) => {
      const key = freshKey();
      expect(() => parseSource(before + key)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(key) }),
      );
    },
  );

  it('answers any text with a reference or a SecretsError', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(['env', 'file']).toContain(parseSource(text).kind);
        } catch (error) {
          expect(error).toBeInstanceOf(SecretsError);
        }
      }),
    );
  });
});
