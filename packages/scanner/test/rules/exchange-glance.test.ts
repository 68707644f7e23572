import { describe, expect, it } from 'vitest';
import { Finder } from '../../src/find/find.ts';
import { rulesetOf } from '../../src/find/ruleset.ts';
import { alphabets, drawFrom } from '../../src/judge/draw.ts';
import type { Rule } from '../../src/judge/rule.ts';
import { isAlone, mayBeOfExchange } from '../../src/rules/exchange-glance.ts';
import { exchanges } from '../../src/rules/exchange-table.ts';
import { rules } from '../../src/rules/rules.ts';

const withoutGlance = rules.map((rule): Rule => {
  if (!('runs' in rule)) return rule;
  const { where: _, ...rest } = rule;
  return rest;
});
const [asked, judged] = [rulesetOf(rules), rulesetOf(withoutGlance)];
const found = (ruleset: typeof asked, text: string) =>
  new Finder(ruleset, 'file')
    .look({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true })
    .map(({ rule, column, line, severity }) => [rule.id, line, column, severity]);

const marks = [
  '"',
  '","',
  "', '",
  ' ',
  '\n',
  ': ',
  '=',
  '(',
  ')',
  ' for ',
  '; ',
  '|',
  'new Client("',
  'key',
  '0x',
  '-',
];

describe('a glance at what stands around a run', () => {
  it('leaves out nothing that would be found', () => {
    const draw = drawFrom(22);
    const samples = rules.flatMap((rule) => {
      const { match, noMatch } = rule.samples(draw);
      return 'runs' in rule ? [...match, ...noMatch] : [];
    });
    const mark = () => marks[draw.number(marks.length)] ?? '';
    const values = () => [draw.text(alphabets.hex, 64), draw.text(alphabets.alphanumeric, 40), draw.uuid()];
    let findings = 0;
    for (let i = 0; i < 1500; i++) {
      const sample = samples[draw.number(samples.length)] ?? '';
      const cut = draw.number(sample.length);
      const other = exchanges[draw.number(exchanges.length)]?.id ?? '';
      const text = [sample.slice(0, cut), mark(), sample.slice(cut), mark(), ...values(), mark(), other, mark()].join(
        mark(),
      );
      const expected = found(judged, text);
      expect(found(asked, text), `text ${i}`).toEqual(expected);
      findings += expected.length;
    }
    expect(findings).toBeGreaterThan(500);
  });

  it('lets every shape that is nobody else’s pass, whatever stands around it', () => {
    const draw = drawFrom(23);
    for (const { parts } of exchanges) {
      for (const { needs, sample } of parts) {
        if (needs !== 'alone') continue;
        const value = sample.map((piece) => (typeof piece === 'string' ? piece : draw.text(...piece))).join('');
        const bytes = Buffer.from(`x ${value} y`);
        const look = { bytes, text: bytes.toString(), path: '', mentions: [] } as unknown as Parameters<
          typeof mayBeOfExchange
        >[0];
        expect(isAlone(value)).toBe(true);
        expect(mayBeOfExchange(look, 2, 2 + value.length)).toBe(true);
      }
    }
  });
});
