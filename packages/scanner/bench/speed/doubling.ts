import { drawFrom } from '../../src/draw.ts';
import { Finder } from '../../src/find.ts';
import type { Rule } from '../../src/rule.ts';
import { rulesetOf } from '../../src/ruleset.ts';

/** How much longer twice the text takes: 2 is linear, 4 is a square law. */
export interface Growth {
  readonly id: string;
  readonly ratio: number;
}

/** Measures every rule on text made of its own beginnings, twice as much each time, and returns the worst of the last. */
export function growthOf(rules: readonly Rule[]): readonly Growth[] {
  return rules.map((rule) => {
    const bait = baitFor(rule);
    const sizes = [2 ** 18, 2 ** 19, 2 ** 20].map((size) => bait.repeat(Math.ceil(size / bait.length)));
    const times = sizes.map((text) => Math.min(...[0, 1, 2].map(() => timeOf(rule, text))));
    const [first = 1, second = 1, third = 1] = times.map((time) => Math.max(time, 0.5));
    // Both doublings must be steep: one alone may be the machine's.
    return { id: rule.id, ratio: Math.min(second / first, third / second) };
  });
}

export const kindOf = (rule: Rule) =>
  'keywords' in rule ? 'keyword rules' : 'runs' in rule ? 'run rules' : 'pass rules';

function baitFor(rule: Rule): string {
  const { match, noMatch } = rule.samples(drawFrom(3));
  const cut = [...match, ...noMatch].map((text) => text.slice(0, -2)).join('');
  return `${cut}${'keywords' in rule ? rule.keywords.join('=:" ') : ''}`;
}

function timeOf(rule: Rule, text: string): number {
  const ruleset = rulesetOf([rule]);
  const started = performance.now();
  new Finder(ruleset, 'bait').look({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true });
  return performance.now() - started;
}
