import { describe, expect, it } from 'vitest';
import { Finder } from '../../src/find/find.ts';
import { rulesetOf } from '../../src/find/ruleset.ts';
import type { Rule } from '../../src/judge/rule.ts';
import { rules } from '../../src/rules/rules.ts';
import { segmentOverlap } from '../../src/text/segment.ts';
import { drawSecret } from '../repository.ts';

const all = rulesetOf(rules);
const whole = (text: string | Buffer) => ({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true });
const places = (matches: readonly { rule: Rule; line: number; column: number }[]) =>
  matches.map(({ rule, line, column }) => `${rule.id} ${line}:${column}`);

describe('Finder', () => {
  it('counts columns in characters, after letters that take several bytes', () => {
    expect(places(new Finder(all, 'x').look(whole(`größe\n€😀 secret = '${drawSecret()}'`)))).toEqual([
      'credential-assignment 2:15',
    ]);
  });

  it('reads UTF-16 and CRLF', () => {
    const text = `\ufeffname=x\r\nBINANCE_API_SECRET=${drawSecret()}\r\n`;
    for (const bytes of [Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()]) {
      expect(places(new Finder(all, 'x').look(whole(bytes)))).toEqual(['binance-secret 2:20']);
    }
  });

  it('takes the file name for context', () => {
    const rule: Rule = {
      id: 'after-a-name',
      severity: 'block',
      finds: 'value',
      fix: 'nothing',
      keywords: ['binance'],
      reach: 20,
      pattern: /'(?<value>[a-z]{8})'/,
      samples: () => ({ match: [], noMatch: [] }),
    };
    const find = (path: string) => places(new Finder(rulesetOf([rule]), path).look(whole("x = 'abcdefgh';")));
    expect(find('src/Binance.ts')).toEqual(['after-a-name 1:6']);
    expect(find('src/other.ts')).toEqual([]);
  });

  it('does not take a cut out of a longer run for a value, where its window begins', () => {
    const run = drawSecret(64 + 700);
    expect(new Finder(all, 'x').look(whole(`${run} binance ${run}`))).toEqual([]);
  });

  it('passes over binary contents and says so', () => {
    const finder = new Finder(all, 'x');
    expect(finder.look(whole(Buffer.concat([Buffer.from([1, 0, 2]), Buffer.from(`secret=${drawSecret()}`)])))).toEqual(
      [],
    );
    expect(finder.isBinary).toBe(true);
  });

  it('counts what a comment with a reason allows', () => {
    const finder = new Finder(all, 'x');
    expect(finder.look(whole(`secret = '${drawSecret()}' // gatehouse-allow: a key of the test network`))).toEqual([]);
    expect(finder.allowed).toBe(1);
  });

  it('finds a value once, at its own line, wherever the segments of a huge content are cut', () => {
    const line = 'nothing to see in this line of sixty-four characters, and so on.\n';
    const planted = `\nBINANCE_API_SECRET=${drawSecret()}\n`;
    const cut = 3 * segmentOverlap;
    for (const at of [1, 0.75, 0.5, 0.25, 0].map((share) => cut - Math.round(share * segmentOverlap) - 40)) {
      const before = line.repeat(Math.ceil(at / line.length)).slice(0, at);
      const content = Buffer.from(before + planted + line.repeat(1000));
      const finder = new Finder(all, 'huge');
      const first = finder.look({ bytes: content.subarray(0, cut), offset: 0, overlap: 0, last: false });
      const [offset, overlap] = [cut - segmentOverlap, segmentOverlap];
      const second = finder.look({ bytes: content.subarray(offset), offset, overlap, last: true });
      expect(places([...first, ...second])).toEqual([`binance-secret ${before.split('\n').length + 1}:20`]);
    }
  });

  it('tries every place once, however many keywords stand around it and however long the line is', () => {
    let tried = 0;
    const rule: Rule = {
      id: 'counts',
      severity: 'block',
      finds: 'place',
      fix: 'nothing',
      keywords: ['near', 'nearby'],
      reach: 600,
      pattern: /(?<value>#)/,
      judge: () => {
        tried++;
        return false;
      },
      samples: () => ({ match: [], noMatch: [] }),
    };
    // Windows that all overlap, windows that just do not, and none.
    for (const [line, times] of [
      ['nearby # near #; ', 60_000],
      [`near #${'.'.repeat(1300)}# near`, 2000],
      [`#${'.'.repeat(20)}`, 1000],
    ] as const) {
      tried = 0;
      new Finder(rulesetOf([rule]), 'x').look(whole(line.repeat(times)));
      expect(tried).toBe(line.includes('near') ? 2 * times : 0);
    }
  });
});
