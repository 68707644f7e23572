import { describe, expect, it } from 'vitest';
import { LoadedText } from '../../src/engine/loaded-text.ts';
import { unescaped } from '../../src/find/escapes.ts';
import { Finder } from '../../src/find/find.ts';
import { rulesetOf } from '../../src/find/ruleset.ts';
import { rules } from '../../src/rules/rules.ts';
import { drawSecret } from '../repository.ts';

const ruleset = rulesetOf(rules);
const found = (text: string) =>
  new Finder(ruleset, 'file')
    .look({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true })
    .map(({ rule, line, column, decoded, value }) => ({ rule: rule.id, line, column, decoded, value }));

const { tables } = rulesetOf([]);
const opened = (text: string) => {
  const look = LoadedText.of(Buffer.from(text, 'latin1'), 'bytes', 'file');
  look.loaded(tables);
  return unescaped(look);
};
const digits = (character: string) => character.charCodeAt(0).toString(16);
const each = (value: string, write: (digits: string) => string) =>
  [...value].map((character) => write(digits(character))).join('');
const some = (value: string, write: (digits: string) => string) =>
  [...value].map((character, at) => (at % 9 === 4 ? write(digits(character)) : character)).join('');

describe('a secret in escapes', () => {
  const value = drawSecret();
  const rows: readonly (readonly [name: string, text: string, column: number])[] = [
    ['of JSON, here and there', `{"apiSecret":"${some(value, (two) => `\\u00${two}`)}"}`, 15],
    ['of JSON, throughout', `const apiSecret = "${each(value, (two) => `\\u00${two}`)}";`, 20],
    ['of C', `const apiSecret = "${each(value, (two) => `\\x${two}`)}";`, 20],
    ['of an address', `GET /cb?secret=${some(value, (two) => `%${two}`)}&state=1`, 16],
    ['of quotes in an address', `GET /cb?json=%7B%22apiSecret%22%3A%22${value}%22%7D`, 38],
    ['of quotes in HTML', `<input value="{&quot;apiSecret&quot;:&quot;${value}&quot;}">`, 44],
    ['of quotes in HTML, by number', `<input value="{&#34;apiSecret&#34;:&#x22;${value}&#34;}">`, 42],
  ];

  it.each(rows)('%s is found where it stands', (_, text, column) => {
    const [one, ...others] = found(`first line\n${text}\n`);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ line: 2, column, decoded: 'escapes' });
    expect(one?.value === value).toBe(true);
  });

  it('is told as plain where the escapes have nothing to do with it', () => {
    expect(found(`apiSecret: "${value}",\n${'.'.repeat(90)}\nlink: "a%41b"`)[0]?.decoded).toBeUndefined();
    expect(found(`text: "%41pi"\n${'.'.repeat(90)}\napiSecret: "${value}"`)[0]?.decoded).toBeUndefined();
  });
});

describe('a text', () => {
  it('is not opened where nothing in it is named, or no escape stands for a letter or a quote', () => {
    for (const text of [
      '',
      'api_secret',
      '50% off, secret',
      'secret \\u00e9 \\x1b[31m %20%0a &amp; &#',
      '\\u0041 %41',
    ]) {
      expect(opened(text), JSON.stringify(text)).toBeUndefined();
    }
  });

  it('keeps places apart that are far from each other', () => {
    const far = '.'.repeat(5000);
    const { text } = opened(`key %41${far}secret \\x42`) ?? { text: '' };
    expect(text).toContain('key A');
    expect(text).toContain('secret B');
    expect(text.length).toBeLessThan(1500);
    expect(text.split('\n\n\n')).toHaveLength(3);
  });
});
