import { describe, expect, it } from 'vitest';
import { Finder } from '../src/find/find.ts';
import { rulesetOf } from '../src/find/ruleset.ts';
import { alphabets, drawFrom } from '../src/judge/draw.ts';
import { rules } from '../src/rules/rules.ts';

const ruleset = rulesetOf(rules);
const found = (text: string) =>
  new Finder(ruleset, 'bot.log')
    .look({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true })
    .map(({ rule }) => rule.id);

const draw = drawFrom(20_261_128);
const secret = draw.text(alphabets.alphanumeric, 64);
const token = `ghp_${draw.text(alphabets.alphanumeric, 36)}`;
const escapeSign = String.fromCharCode(0x1b);

describe('what stands right before a secret does not hide it', () => {
  it.each([`${escapeSign}[33m`, `${escapeSign}[1;33m`, '\\x1b[33m', '\\u001b[0m', '\\033[1m', '\\e[32m'])(
    'a colour: %j',
    (colour) => {
      expect(found(`binance api secret=${colour}${secret}${escapeSign}[0m\n`)).toEqual(['binance-secret']);
      expect(found(`token ${colour}${token}\n`)).toEqual(['github-token']);
    },
  );

  it.each(['\\n', '\\t', '\\x0a', '\\u0009', '%3D'])('an escape: %j', (written) => {
    expect(found(`{"note":"first${written}${token}"}`)).toEqual(['github-token']);
    const hidden = Buffer.from(`BINANCE_API_SECRET=${secret}`).toString('base64');
    expect(found(`{"note":"first line${written}${hidden}"}`)).toEqual(['binance-secret']);
  });
});

it('is found in UTF-16 without a mark among letters of another script', () => {
  const text = `Ключ биржи, никому не показывать: тестовый стенд\nBINANCE_API_SECRET=${secret}\nконец файла и ещё слова\n`;
  const look = (bytes: Buffer) =>
    new Finder(ruleset, 'notes').look({ bytes, offset: 0, overlap: 0, last: true }).map(({ rule }) => rule.id);
  expect(look(Buffer.from(text, 'utf16le'))).toEqual(['binance-secret']);
  expect(look(Buffer.from(text, 'utf16le').swap16())).toEqual(['binance-secret']);
});
