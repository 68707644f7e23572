import { describe, expect, it } from 'vitest';
import { readUserRules } from '../../src/rules/user-rules.ts';

const rule = {
  id: 'acme-token',
  severity: 'block',
  finds: 'Acme token',
  fix: 'revoke it at acme.example',
  keywords: ['acme_'],
  pattern: 'acme_(?<value>[a-z0-9]{16})',
  match: ['x acme_{hex:16}'],
  noMatch: ['acme_token'],
};
const read = (...rules: readonly unknown[]) => readUserRules(JSON.stringify({ rules }), new Set(['binance-secret']));

it('reads rules, and gives them a reach', () => {
  expect(read(rule)).toEqual([{ ...rule, reach: 200 }]);
  expect(read({ ...rule, reach: 0 }, { ...rule, id: 'other' })).toHaveLength(2);
  expect(read()).toEqual([]);
});

const texts = ['', '{', '[]', 'null', '{}', '{"rules":{}}', '{"rules":[1]}', '{"rules":[null]}', '{"rules":[[]]}'];

const wrongFields: readonly (readonly [string, unknown])[] = [
  ...['', 'A', 'a b', '-a', 'x'.repeat(41), 7, null].map((value) => ['id', value] as const),
  ...['fatal', '', true].map((value) => ['severity', value] as const),
  ...['', 'two\nlines', '\u001b[31m', 'x'.repeat(201)].flatMap(
    (value) =>
      [
        ['finds', value],
        ['fix', value],
      ] as const,
  ),
  ...[[], ['ab'], ['ACME'], ['äcme'], ['with space'], 'acme', Array(21).fill('acme')].map(
    (v) => ['keywords', v] as const,
  ),
  ...['', 'x'.repeat(1001), null].map((value) => ['pattern', value] as const),
  ...[-1, 0.5, 2001, '9'].map((value) => ['reach', value] as const),
  ...[[], [1], ['x'.repeat(2001)], Array(21).fill('x'), 'x'].flatMap(
    (v) =>
      [
        ['match', v],
        ['noMatch', v],
      ] as const,
  ),
  ['extra', 'field'],
  ['id', 'binance-secret'],
];

describe('a rules file is refused in one sentence that quotes nothing', () => {
  const refusal = expect.objectContaining({
    code: 'RULES_MALFORMED',
    message: expect.stringMatching(/^The rules file cannot be used\. [^\n]*\.$/),
  });

  it.each(texts)('when it is %j', (text) => {
    expect(() => readUserRules(text, new Set())).toThrow(refusal);
  });

  it.each(wrongFields)('when %s is %j', (name, value) => {
    expect(() => read({ ...rule, [name]: value })).toThrow(refusal);
  });

  it('when a field is missing, two rules share an id, or there are too many', () => {
    for (const name of Object.keys(rule)) expect(() => read({ ...rule, [name]: undefined })).toThrow(refusal);
    expect(() => read(rule, rule)).toThrow(refusal);
    expect(() => read(...Array.from({ length: 51 }, (_, index) => ({ ...rule, id: `r${index}` })))).toThrow(refusal);
  });

  it('even when JSON itself would quote what it read', () => {
    expect(() => readUserRules('{"rules": qzx7qzx7', new Set())).toThrow(
      expect.not.objectContaining({ message: /qzx7/ }),
    );
  });
});
