import { describe, expect, it } from 'vitest';
import { Finder } from '../../src/find/find.ts';
import { rulesetOf } from '../../src/find/ruleset.ts';
import type { Look, Rule } from '../../src/judge/rule.ts';
import { isAnyFullOf, isFullOf, limited, mostFound, notesOnFull } from '../../src/rules/limited.ts';
import { rules } from '../../src/rules/rules.ts';

const facts = {
  severity: 'block',
  finds: 'a thing',
  fix: 'none',
  samples: () => ({ match: [], noMatch: [] }),
} as const;
const judged = { keyword: 0, run: 0 };
const kinds: Readonly<Record<string, Rule>> = {
  keyword: { ...facts, id: 'keyword', keywords: ['abc'], reach: 'at', pattern: /abc=(?<value>\w+)/g },
  'keyword with a judge': {
    ...facts,
    id: 'judging',
    keywords: ['abc'],
    reach: 'at',
    pattern: /abc=(?<value>\w+)/g,
    judge: () => {
      judged.keyword++;
      return true;
    },
  },
  run: {
    ...facts,
    id: 'run',
    runs: { alphabet: 'hex', lengths: [24, 24] },
    judge: ({ value }) => {
      judged.run++;
      return value.startsWith('a');
    },
  },
  pass: {
    ...facts,
    id: 'pass',
    find: ({ text }) => text.matchAll(/abc/g).map(({ index }) => ({ at: index, length: 3, value: 'abc' })),
  },
};
const line = (run = 'a') => `abc=${run}${'1b2'.repeat(7)}c2\n`;
const look = (rule: Rule, text: string) =>
  new Finder(rulesetOf([rule]), 'a.txt').look({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true });

describe('a limited rule', () => {
  it.each(Object.keys(kinds))('finds so much in one text and no more: %s', (kind) => {
    const rule = kinds[kind];
    if (!rule) throw new Error('There is no such rule.');
    expect(look(rule, line().repeat(9)).length).toBe(9);
    const three = limited(rule, 3);
    expect(look(three, line().repeat(9)).map((one) => one.line)).toEqual([1, 2, 3]);
    expect(look(three, line().repeat(2)).length, 'in the next text it begins anew').toBe(2);
  });

  it('says that it is full, of the text of which it is', () => {
    const looks: Look[] = [];
    const inner: Rule = {
      ...facts,
      id: 'full',
      runs: { alphabet: 'hex', lengths: [24, 24] },
      judge: ({ look: one }) => looks.push(one) > 0,
    };
    look(limited(inner, 2), line().repeat(2));
    const [first] = looks;
    if (!first) throw new Error('Nothing was judged.');
    expect([isAnyFullOf(first), isFullOf(first, 'full'), isFullOf(first, 'other')]).toEqual([true, true, false]);
    look(limited({ ...inner, id: 'next' }, 1), line());
    expect([isAnyFullOf(first), isFullOf(looks.at(-1) ?? first, 'next')]).toEqual([false, true]);
  });

  it('is asked no more when it is full, and as often as needed before', () => {
    const [keyword, run] = [kinds['keyword with a judge'], kinds.run].map((rule) => rule && limited(rule, 2));
    if (!keyword || !run) throw new Error('There are no such rules.');
    judged.keyword = 0;
    look(keyword, line().repeat(50));
    expect(judged.keyword).toBe(2);
    judged.run = 0;
    expect(look(run, `${line('f').repeat(20)}${line().repeat(20)}`).map((one) => one.line)).toEqual([21, 22]);
    expect(judged.run).toBe(22);
  });

  it('is what every rule of the scanner is', () => {
    const secrets = Array.from(
      { length: mostFound + 5 },
      (_, i) => `password = "Qz7-${(i * 7919) % 99991}-hJ#k"\n`,
    ).join('');
    const found = new Finder(rulesetOf(rules), 'a.ts').look({
      bytes: Buffer.from(secrets),
      offset: 0,
      overlap: 0,
      last: true,
    });
    expect(found.filter(({ rule }) => rule.id === 'credential-assignment').length).toBe(mostFound);
  });
});

it('says of a file that is full that there may be more in it', () => {
  const findings = Array.from({ length: mostFound }, () => ({ path: 'a.log', rule: 'private-key' }));
  expect(notesOnFull(findings)).toEqual([expect.stringMatching(/^a\.log holds 1,000 findings of private-key; .*\.$/)]);
  expect(notesOnFull(findings.slice(1))).toEqual([]);
  expect(notesOnFull([...findings.slice(1), { path: 'b.log', rule: 'private-key' }])).toEqual([]);
});
