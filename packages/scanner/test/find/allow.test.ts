import { expect, it } from 'vitest';
import { allowanceAt, isAllowed } from '../../src/find/allow.ts';

const rows = [
  ['on the same line', 'x = VALUE // gatehouse-allow: printed in the public documentation', true],
  ['on the line above', '# gatehouse-allow: printed in the public documentation\nx = VALUE', true],
  ['two lines above', '# gatehouse-allow: printed in the public documentation\n\nx = VALUE', false],
  ['on the line below', 'x = VALUE\n# gatehouse-allow: printed in the public documentation', false],
  ['without a reason', 'x = VALUE // gatehouse-allow:', false],
  ['with a tick for a reason', 'x = VALUE // gatehouse-allow: ok', false],
  ['with dots for a reason', 'x = VALUE // gatehouse-allow: ..............', false],
] as const;

it.each(rows)('a comment %s', (_, text, allowed) => {
  expect(isAllowed(text, text.indexOf('VALUE'))).toBe(allowed);
});

const bare = [
  'x = VALUE // gatehouse-allow',
  'x = VALUE // gatehouse-allow:',
  '# gatehouse-allow: ok\nx = VALUE',
  'x = VALUE // gatehouse-allow: ..............',
];

it.each(bare)('sees the comment that gives no reason in %j', (text) => {
  expect(allowanceAt(text, text.indexOf('VALUE'))).toBe('bare');
});

it('sees no comment where the words only begin like one, or stand two lines away', () => {
  for (const text of [
    'x = VALUE // gatehouse-allowance: of the month',
    '# gatehouse-allow\n\nx = VALUE',
    'x = VALUE',
  ]) {
    expect(allowanceAt(text, text.indexOf('VALUE'))).toBe('none');
  }
});
