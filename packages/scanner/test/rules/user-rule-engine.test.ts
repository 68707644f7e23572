import { describe, expect, it } from 'vitest';
import { LoadedText } from '../../src/engine/loaded-text.ts';
import { drawFrom } from '../../src/judge/draw.ts';
import type { Passed } from '../../src/judge/rule.ts';
import { compileUserRules } from '../../src/rules/user-rule-engine.ts';
import type { UserRule } from '../../src/rules/user-rules.ts';
import { drawSecret } from '../repository.ts';

const acme: UserRule = {
  id: 'acme-token',
  severity: 'warn',
  finds: 'Acme token',
  fix: 'revoke it at acme.example',
  keywords: ['acme_'],
  pattern: '(?i)acme_(?<value>[a-z0-9]{16,64})',
  reach: 50,
  match: ['x = "acme_{hex:16}"', 'ACME_{alphanumeric:64}'],
  noMatch: ['acme_token', '{uuid} {base64:12} {unknown:3}'],
};
const findWith = (rules: readonly UserRule[], text: string): Passed[] =>
  compileUserRules(rules).flatMap((rule) => [...rule.find(LoadedText.of(Buffer.from(text), 'bytes', ''))]);

describe('a user rule', () => {
  it('finds the value of its named group, wherever it stands around a keyword', () => {
    const values = Array.from({ length: 4 }, () => drawSecret(32));
    const text = `${'x '.repeat(300)}acme_${values[0]} and Acme_${values[1]};\n${'y '.repeat(300)}acme_${values[2]}\nacme_${values[3]}`;
    expect(findWith([acme], text)).toEqual(values.map((value) => ({ at: text.indexOf(value), length: 32, value })));
  });

  it('looks no further from its keyword than its reach', () => {
    const near: UserRule = {
      ...acme,
      keywords: ['acme'],
      pattern: '(?<value>[a-z]{3}[0-9]{8})',
      match: ['acme abc12345678'],
    };
    expect(findWith([near], `acme ${' '.repeat(30)}abc12345678`)).toHaveLength(1);
    for (const far of [60, 900]) expect(findWith([near], `acme ${' '.repeat(far)}abc12345678`)).toHaveLength(0);
  });

  it('shares a text with other rules, and keywords that overlap', () => {
    const other: UserRule = {
      ...acme,
      id: 'cme-key',
      keywords: ['cme_', 'acme_'],
      pattern: 'acme_(?<value>[a-z0-9]{16})',
    };
    const value = drawFrom(1).text('abcdef0123456789', 16);
    const rules = compileUserRules([acme, { ...other, match: ['acme_{hex:16}'] }]);
    const text = `acme_${value}`;
    for (let again = 0; again < 2; again++) {
      for (const rule of rules)
        expect([...rule.find(LoadedText.of(Buffer.from(text), 'bytes', ''))]).toEqual([{ at: 5, length: 16, value }]);
    }
    for (const rule of rules) expect([...rule.find(LoadedText.of(Buffer.from('nothing'), 'bytes', ''))]).toEqual([]);
  });

  it('takes linear time for a pattern that takes V8 for ever', () => {
    const evil: UserRule = {
      ...acme,
      pattern: 'acme_(?<value>(a|a|aa)+)x',
      reach: 2000,
      match: ['acme_aax'],
      noMatch: ['acme_aa'],
    };
    const started = performance.now();
    expect(findWith([evil], `acme_${'a'.repeat(5000)}`)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

const refused: readonly (readonly [string, Partial<UserRule>, RegExp])[] = [
  ['look-ahead', { pattern: 'acme_(?<value>[a-z]{16})(?=x)' }, /not one that RE2 knows/],
  ['look-behind', { pattern: '(?<=x)acme_(?<value>[a-z]{16})' }, /not one that RE2 knows/],
  ['a back-reference', { pattern: '(a)cme_(?<value>[a-z]{16})\\1' }, /not one that RE2 knows/],
  ['a pattern that is torn', { pattern: 'acme_(?<value>[a-z]{16}' }, /not one that RE2 knows/],
  ['no group for the value', { pattern: 'acme_([a-z]{16})' }, /no group/],
  ['a pattern without end', { pattern: 'acme_(?<value>([a-z]{100}[0-9]{100}){30})' }, /too large|not one that RE2/],
  ['a pattern that matches nothing', { pattern: '(?<value>x*)' }, /nothing at all/],
  ['an example that it does not find', { match: ['acme_{hex:16}', 'acme_short'] }, /own example 2 under "match"/],
  ['an example that it should not find', { noMatch: ['acme_{hex:16}'] }, /own example 1 under "noMatch"/],
];

describe('a user rule is refused in one sentence that quotes no pattern and no example', () => {
  it.each(refused)('for %s', (_, more, says) => {
    expect(() => compileUserRules([{ ...acme, ...more }])).toThrow(
      expect.objectContaining({ code: 'RULES_MALFORMED', message: expect.stringMatching(says) }),
    );
    expect(() => compileUserRules([{ ...acme, ...more }])).not.toThrow(/\[a-z\]|\{hex|\n/);
  });
});
