import { drawFrom } from '../../src/draw.ts';
import { Finder } from '../../src/find.ts';
import type { Rule } from '../../src/rule.ts';
import { rulesetOf } from '../../src/ruleset.ts';

/** How much longer twice the text takes: 2 is linear, 4 is a square law. */
export interface Growth {
  readonly id: string;
  readonly ratio: number;
}

/** Measures every rule on text made of its own beginnings. */
export function growthsOf(rules: readonly Rule[]): readonly Growth[] {
  return rules.map((rule) => ({ id: rule.id, ratio: growthOf([rule], baitFor(rule)) }));
}

/** Long enough that a clock can tell, short enough that a square law comes to an end. */
const [leastMs, largest] = [8, 2 ** 21];

/** Doubles a text twice, and returns how much longer each doubling took. */
export function growthOf(rules: readonly Rule[], bait: string): number {
  const ruleset = rulesetOf(rules);
  const timeOf = (size: number) => {
    const bytes = Buffer.from(bait.repeat(Math.ceil(size / bait.length)));
    const times = [0, 1, 2].map(() => {
      const started = process.cpuUsage();
      new Finder(ruleset, 'bait').look({ bytes, offset: 0, overlap: 0, last: true });
      return process.cpuUsage(started).user / 1000;
    });
    return Math.min(...times);
  };
  let size = 2 ** 17;
  while (size < largest && timeOf(size) < leastMs) size *= 2;
  const [once, often] = [timeOf(size), timeOf(size * 4)];
  return Math.sqrt(often / Math.max(once, 0.5));
}

export const kindOf = (rule: Rule) =>
  'keywords' in rule ? 'keyword rules' : 'runs' in rule ? 'run rules' : 'pass rules';

function baitFor(rule: Rule): string {
  const { match, noMatch } = rule.samples(drawFrom(3));
  const cut = [...match, ...noMatch].map((text) => text.slice(0, -2)).join('');
  return `${cut}${'keywords' in rule ? rule.keywords.join('=:" ') : ''}`;
}
