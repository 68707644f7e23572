import { describe, expect, it } from 'vitest';
import { JournalError } from '../src/index.ts';
import { counted, dated, decimal, oneOf, optional, refuse, worded } from '../src/input.ts';

describe('when a field is wrong', () => {
  it('says so by name and type, never by value', () => {
    const secret = `value-${Math.random()}`;
    const said = [
      worded('by', 7),
      worded('by', '  '),
      worded('by', secret.repeat(100)),
      decimal('amount', 0.1),
      decimal('amount', secret),
      counted('epoch', 1.5, 1),
      counted('epoch', 0, 1),
      counted('epoch', '1', 1),
      dated('at', new Date(Number.NaN)),
      dated('at', secret),
      oneOf('side', secret, ['buy', 'sell']),
      optional(decimal, 'price', null),
    ];
    for (const problem of said) {
      expect(problem).toBeTypeOf('string');
      expect(problem).not.toContain(secret);
    }
  });

  it('lists every problem in one INPUT_MALFORMED', () => {
    try {
      refuse('this lift', [worded('by', ''), false, worded('reason', undefined)]);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(JournalError);
      expect(error).toMatchObject({
        code: 'INPUT_MALFORMED',
        problems: [expect.stringMatching(/^by /), expect.stringMatching(/^reason /)],
      });
    }
  });
});

describe('when every field is right', () => {
  it('says nothing', () => {
    refuse('this', [
      worded('by', 'anna'),
      decimal('amount', '0.1'),
      counted('epoch', 1, 1),
      dated('at', new Date(0)),
      oneOf('side', 'buy', ['buy']),
      optional(decimal, 'price', undefined),
    ]);
  });
});
