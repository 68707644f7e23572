import { describe, expect, it } from 'vitest';
import { besides, calleeOf, hasGivenSecretBeside, hasSecretBeside } from '../../src/judge/pair.ts';

const around = (text: string) => {
  const at = text.indexOf('VALUE');
  return [text, at, 'VALUE'.length] as const;
};

describe('besides', () => {
  it('returns the words on both sides, over commas, quotes and line ends', () => {
    expect(besides(...around(`f("first-word", 'VALUE', 'second-word')`))).toEqual(['first-word', 'second-word']);
    expect(besides(...around('first-word\nVALUE\nsecond-word\n'))).toEqual(['first-word', 'second-word']);
    expect(besides(...around('f("first-word", other(), "VALUE")'))).toEqual([]);
  });
});

describe('a secret beside a value', () => {
  it('is seen when it is named on either side', () => {
    expect(hasSecretBeside(...around("{ secret: 'x', key: 'VALUE' }"))).toBe(true);
    expect(hasSecretBeside(...around("{ key: 'VALUE', name: 'x' }"))).toBe(false);
    expect(hasSecretBeside(...around(`secret${' '.repeat(400)}VALUE`))).toBe(false);
  });

  it('counts as given only with a value that may be a secret', () => {
    const secret = `a1${'b2c3'.repeat(6)}`;
    for (const text of [`EX_KEY=VALUE\nEX_SECRET=${secret}`, `{"secret": "${secret}", "key": "VALUE"}`]) {
      expect(hasGivenSecretBeside(...around(text)), text).toBe(true);
    }
    for (const text of ['key: VALUE, secret: null', 'key: VALUE; readSecretFromEnvironmentVariables()']) {
      expect(hasGivenSecretBeside(...around(text)), text).toBe(false);
    }
  });
});

describe('calleeOf', () => {
  it('returns whose argument a value is, through objects and lists', () => {
    const callee = (text: string) => calleeOf(text, text.indexOf('VALUE'));
    expect(callee("new ccxt.okx({ apiKey: 'VALUE'")).toBe('new ccxt.okx');
    expect(callee("connect('a', f(1), ['VALUE'")).toBe('connect');
    expect(callee("connect(); const x = 'VALUE'")).toBe('');
  });

  it('returns the same for a member whether or not the one before was asked about', () => {
    const texts = [
      "f(['A', 'B', g('C'), 'D'], 'E')",
      "f(g('A'), 'B', 'C')",
      `f('A', ${'1, '.repeat(120)}'B', 'C')`,
      "f('A'); ['B', 'C']",
    ];
    for (const text of texts) {
      const places = Array.from(text.matchAll(/'[A-E]/g), ({ index }) => index + 1);
      const alone = places.map((at) => {
        calleeOf('another text', 3);
        return calleeOf(text, at);
      });
      expect(
        places.map((at) => calleeOf(text, at)),
        text,
      ).toEqual(alone);
      for (const before of places) {
        for (const [index, at] of places.entries()) {
          calleeOf(text, before);
          expect(calleeOf(text, at), text).toBe(alone[index]);
        }
      }
    }
  });
});
