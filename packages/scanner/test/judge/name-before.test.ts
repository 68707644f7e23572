import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameBefore } from '../../src/judge/name-before.ts';

const before = (text: string) => nameBefore(`${text}VALUE`, text.length);

describe('nameBefore', () => {
  const rows: readonly (readonly [text: string, name: string])[] = [
    ['API_KEY=', 'API_KEY'],
    ['const apiKey: string = "', 'const apiKey'],
    ["config['secret'] = '", 'secret'],
    ['{\\"token\\":\\"', 'token'],
    ['headers.set("X-Api-Key", "', 'X-Api-Key'],
    ["env.SECRET ?? '", 'env.SECRET'],
    ['env("SECRET").unwrap_or_else(|_| "', 'SECRET'],
    ['bot --api-secret ', 'api-secret'],
    ['?symbol=BTC&api_key=', 'api_key'],
    ['<apiSecret>', 'apiSecret'],
    ['<key>apiSecret</key>\n  <string>', 'apiSecret'],
    ['<add key="ApiKey" value="', 'ApiKey'],
    ['- name: API_KEY\n  value: "', 'API_KEY'],
    ['{"name":"X-API-KEY","value":"', 'X-API-KEY'],
    ['const apiKey =\n  "', 'const apiKey'],
    ['X-API-KEY:\n  - ', 'X-API-KEY'],
    ['API key (main account): ', 'API key'],
    ['api_key <- "', 'api_key'],
    ['const secret = "abc";\n\nkey=', 'key'],
    ['\\nAPI_KEY=', 'API_KEY'],
    ['Binance\nApi key\n', 'Api key'],
    ['the secret is ', 'the secret'],
    ['variable "api_secret" {\n  type = string\n  default = "', 'api_secret'],
    ['const std::string API_KEY{"', 'string API_KEY'],
    ['<Trader apiSecret={"', 'Trader apiSecret'],
    ['pub const API_KEY: &str = "', 'pub const API_KEY'],
    ['api_secret: str = Field(default="', 'api_secret'],
    ['"API_SECRET": JSON.stringify("', 'API_SECRET'],
    ['- API secret \u00e2\u0086\u0092 ', 'API secret'],
  ];

  it.each(rows)('reads %j as %j', (text, name) => {
    expect(before(text).name).toBe(name);
  });

  it('names nothing across a statement, a block or an empty line', () => {
    for (const text of ['secret; ', 'secret }', 'secret\n\n\n', 'const x = secret()\n', '&', '{']) {
      expect(before(text).name, JSON.stringify(text)).toBe('');
    }
  });

  it('says how name and value are joined', () => {
    expect(before('key = "')).toMatchObject({ sign: '=', isQuoted: true });
    expect(before('key: ')).toMatchObject({ sign: ':', isQuoted: false });
    expect(before('f("a", "')).toMatchObject({ sign: ',', isQuoted: true });
    expect(before('using key ')).toMatchObject({ sign: ' ', isQuoted: false });
  });

  it('ends, and stays before the value, on whatever text', () => {
    const pieces = fc.constantFrom(
      '\n',
      '\\n',
      '"',
      ' ',
      '=',
      ':',
      '(',
      ')',
      '<',
      '>',
      '-',
      '.',
      'value',
      'key',
      '\\',
      '|',
      'or',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (all) => {
        const text = all.join('');
        const found = nameBefore(text, text.length);
        expect(found.at).toBeLessThanOrEqual(text.length);
        expect(text).toContain(found.name);
      }),
    );
  });
});
