import { expect, it } from 'vitest';
import { isAllowed } from '../src/allow.ts';

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
