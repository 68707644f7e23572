import { describe, expect, it } from 'vitest';
import { fromText, textOf } from '../src/json.ts';

describe('the JSON text of a value', () => {
  it('is what JSON makes of it', () => {
    expect(textOf({ a: [1, null, 'x'] }, 'it')).toBe('{"a":[1,null,"x"]}');
  });

  it('is refused with INPUT_MALFORMED when there is none', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    for (const value of [undefined, () => {}, Symbol('x'), 1n, cycle]) {
      expect(() => textOf(value, 'it')).toThrow(expect.objectContaining({ code: 'INPUT_MALFORMED' }));
    }
  });
});

it('text that was kept and is JSON no more is JOURNAL_DAMAGED', () => {
  expect(fromText('{"a":1}')).toEqual({ a: 1 });
  for (const text of ['', '{', 'undefined', '{"a":1}}']) {
    expect(() => fromText(text)).toThrow(expect.objectContaining({ code: 'JOURNAL_DAMAGED' }));
  }
});
