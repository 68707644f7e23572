import { describe, expect, it } from 'vitest';
import { columnOf } from '../../src/judge/column.ts';

/** What the column is called in which the text has a V. */
const column = (text: string) => columnOf(text, text.lastIndexOf('V'));

describe('the name above a value', () => {
  it.each([
    ['name,api_key,secret\nmain,V,x', 'api_key'],
    ['name,api_key,secret\nmain,x,"V"\n', 'secret'],
    ['"key";"pass"\r\nx;"V"', 'pass'],
    ['api_key\tname\nx\ty\nV\tz', 'api_key'],
    ['| name | key |\n|---|:--|\n| a | b |\n| c | `V` |', 'key'],
    ['+---+---+\n| name | token |\n+---+---+\n| a | V |', 'token'],
    [' name | secret \n------+--------\n a | V\n', 'secret'],
    ["INSERT INTO a (id, `api_key`) VALUES (1, 'V');", 'api_key'],
    ["insert into a (id, pass) values\n (1, 'a'),\n (2, 'V')", 'pass'],
    ['COPY a (id, secret) FROM stdin;\n1\tx\n2\tV\n', 'secret'],
  ])('%j', (text, name) => {
    expect(column(text)).toBe(name);
  });

  it('is not read where there is none', () => {
    for (const text of [
      'V',
      'name,hash\nmain,V',
      'const a = { key: 1, b },\n  c, V',
      "INSERT INTO a (id, secret) VALUES (1, 'a');\nfoo(1, V)",
      '| name | id |\n|---|---|\n| a | V |',
    ]) {
      expect(column(text), JSON.stringify(text)).toBeUndefined();
    }
  });

  it('is read anew for another text, and again for a place before', () => {
    const text = 'name,secret\nV,x\ny,z';
    expect([columnOf(text, 18), columnOf(text, 14), columnOf(text, 12), column('a,key\nb,V')]).toEqual([
      'secret',
      'secret',
      'name',
      'key',
    ]);
  });
});
