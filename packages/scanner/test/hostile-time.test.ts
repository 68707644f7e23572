import { describe, expect, it } from 'vitest';
import { Finder } from '../src/find/find.ts';
import { rulesetOf } from '../src/find/ruleset.ts';
import { rules } from '../src/rules/rules.ts';

const ruleset = rulesetOf(rules);
const keywords = rules.flatMap((rule) => ('keywords' in rule ? rule.keywords : []));

/** Of this thread's own time, because these tests run beside others. */
function milliseconds(text: string): number {
  const bytes = Buffer.from(text, 'latin1');
  const started = process.threadCpuUsage();
  new Finder(ruleset, 'hostile.txt').look({ bytes, offset: 0, overlap: 0, last: true });
  const { user, system } = process.threadCpuUsage(started);
  return (user + system) / 1000;
}

// Texts that make a careless pattern go back and forth: long runs that nearly match, and keywords without end.
const texts: Readonly<Record<string, (size: number) => string>> = {
  'keywords without anything between them': (size) =>
    keywords
      .join('')
      .repeat(Math.ceil(size / 4000))
      .slice(0, size),
  'one keyword over and over': (size) => 'api_secret_'.repeat(size / 11),
  'names that never get a value': (size) => 'secret = '.repeat(size / 9),
  'blanks after a name': (size) => `password${' '.repeat(500)}`.repeat(size / 508),
  'quotes that never close': (size) => `apiKey: "${'a'.repeat(700)}`.repeat(size / 709),
  'backslashes before quotes': (size) => `token${'\\'.repeat(300)}"`.repeat(size / 306),
  'openings of keys without ends': (size) =>
    `${'-'.repeat(5)}BEGIN RSA PRIVATE KEY${'-'.repeat(5)}\n`.repeat(size / 32),
  'a body of a key without an end': (size) =>
    `${'-'.repeat(5)}BEGIN PRIVATE KEY${'-'.repeat(5)}${'A-'.repeat(size / 2)}`,
  'one run of hex': (size) => '0123456789abcdef'.repeat(size / 16),
  'one run of base64': (size) => 'QUJDabc9+/'.repeat(size / 10),
  'hex runs of the length of a key': (size) => `0x${'5e'.repeat(32)} `.repeat(size / 67),
  'words of a phrase that never ends': (size) => 'abandon ability able about above absent '.repeat(size / 40),
  'an array of bytes that never ends': (size) => `[${'17,'.repeat(size / 3)}`,
  'openings of arrays': (size) => '['.repeat(size),
  'addresses with a password that never comes': (size) => `postgres://${'a'.repeat(90)}:`.repeat(size / 102),
  'keywords in one word without a blank': (size) => 'e.apiKey=t.apiKey||n.secret,'.repeat(size / 28),
  'a list of values': (size) => '"5f1c09e7a4b8d3026c7e1f90b5a8d4c3e2716f0a",'.repeat(size / 43),
  'nothing but escapes': (size) => '\\x6b\\x65\\x79\\x3d'.repeat(size / 16),
  'the beginning of a signed token': (size) => `eyJ${'a'.repeat(400)}.`.repeat(size / 404),
  'split strings without end': (size) => `'aB3dE5' + `.repeat(size / 11),
  'tags of settings': (size) => '<key>apiKey</key>\n<string>'.repeat(size / 26),
  zeros: (size) => `x${'\0'.repeat(9000)}`.repeat(size / 9001),
  'one character': (size) => 'k'.repeat(size),
  'carriage returns': (size) => 'key\r'.repeat(size / 4),
};

describe('a text that is made to be slow', () => {
  it.each(Object.keys(texts))('takes no more than its length is worth: %s', (name) => {
    const make = texts[name];
    if (!make) throw new Error('There is no such text.');
    const [short, long] = [make(40_000), make(160_000)];
    milliseconds(short);
    // Two doublings, each 2.5 times at most. What is over in some milliseconds tells nothing about its growth.
    const growth = () => milliseconds(long) / Math.max(5, milliseconds(short));
    const first = growth();
    expect(first < 6.25 ? first : growth()).toBeLessThan(6.25);
  });
});
