import { expect, it } from 'vitest';
import { encodingOf, textOf } from '../../src/text/text.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

const rows = [
  ['UTF-8', Buffer.from('key = välue'), 'bytes'],
  ['an empty file', Buffer.alloc(0), 'bytes'],
  ['UTF-16 with a mark', utf16('\ufeffkey'), 'utf-16le'],
  ['UTF-16, big end first, with a mark', utf16('\ufeffkey').swap16(), 'utf-16be'],
  ['UTF-16 without a mark', utf16('API_KEY=abc\r\n'), 'utf-16le'],
  ['UTF-16, big end first, without a mark', utf16('API_KEY=abc\r\n').swap16(), 'utf-16be'],
  ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]), 'binary'],
] as const;

it.each(rows)('knows %s', (_, bytes, encoding) => {
  expect(encodingOf(bytes)).toBe(encoding);
});

it('decodes both ends of UTF-16 to the same text', () => {
  const big = Buffer.from(utf16('API_KEY=é')).swap16();
  expect(textOf(big, 'utf-16be').text).toBe(textOf(utf16('API_KEY=é'), 'utf-16le').text);
});

it('takes a log that was padded with zeros for text, and whatever has other control characters for binary', () => {
  const line = 'an ordinary line of a log\n'.repeat(20);
  expect(encodingOf(Buffer.from(`${line}${'\0'.repeat(4000)}${line}`))).toBe('bytes');
  expect(encodingOf(Buffer.from(`\x7fELF\x02\x01\x01\0\0${line}`))).toBe('binary');
  expect(encodingOf(Buffer.alloc(100))).toBe('binary');
});
