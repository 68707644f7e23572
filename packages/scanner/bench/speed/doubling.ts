import { Finder } from '../../src/find/find.ts';
import { rulesetOf } from '../../src/find/ruleset.ts';
import { drawFrom } from '../../src/judge/draw.ts';
import type { Rule } from '../../src/judge/rule.ts';

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
const [leastMs, smallest, largest] = [8, 2 ** 18, 2 ** 21];
const [atLeast, atMost] = [3, 9];
/** Where more runs cannot make it worse. */
const linear = 2.2;

/**
 * Doubles a text twice, and returns how much longer each doubling took: of several runs in turn the quickest of each, in
 * this thread's own time. What else the machine does only ever makes a run slower.
 */
export function growthOf(rules: readonly Rule[], bait: string): number {
  const ruleset = rulesetOf(rules);
  const runOf = (size: number) => {
    const bytes = Buffer.from(bait.repeat(Math.ceil(size / bait.length)));
    return () => {
      const started = process.threadCpuUsage();
      new Finder(ruleset, 'bait').look({ bytes, offset: 0, overlap: 0, last: true });
      const { user, system } = process.threadCpuUsage(started);
      return (user + system) / 1000;
    };
  };
  let size = smallest;
  let short = runOf(size);
  short();
  while (size < largest && short() < leastMs) {
    size *= 2;
    short = runOf(size);
  }
  const long = runOf(size * 4);
  let [once, often] = [short(), long()];
  const ratio = () => Math.sqrt(often / Math.max(once, 0.5));
  for (let i = 1; i < atMost && (i < atLeast || ratio() > linear); i++)
    [once, often] = [Math.min(once, short()), Math.min(often, long())];
  return ratio();
}

export const kindOf = (rule: Rule) =>
  'keywords' in rule ? 'keyword rules' : 'runs' in rule ? 'run rules' : 'pass rules';

function baitFor(rule: Rule): string {
  const { match, noMatch } = rule.samples(drawFrom(3));
  const cut = [...match, ...noMatch].map((text) => text.slice(0, -2)).join('');
  return `${cut}${'keywords' in rule ? rule.keywords.join('=:" ') : ''}`;
}
