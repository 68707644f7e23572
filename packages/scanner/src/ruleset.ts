import type { KeywordRule, PassRule, Rule } from './rule.ts';
import { KeywordSweep } from './sweep-keywords.ts';
import { RunSweeps } from './sweep-runs.ts';

/** A keyword rule with its own copy of the pattern, because a pattern carries a position. */
export interface ReadyRule {
  readonly rule: KeywordRule;
  readonly reach: number | 'at';
  /** Sticky where it begins with its keyword. */
  readonly pattern: RegExp;
}

/** Rules made ready: a sweep for all keywords, one for the runs of each alphabet, and the ways back to the rules. */
export interface Ruleset {
  readonly keywords: KeywordSweep;
  /** For each keyword of the sweep, by its index: the word, and who is interested in it. */
  readonly interested: readonly { readonly keyword: string; readonly rules: readonly ReadyRule[] }[];
  readonly runs: RunSweeps;
  readonly passes: readonly PassRule[];
  /** Of two rules that found one value, the one with the lower rank reports it. */
  readonly rank: ReadonlyMap<Rule, number>;
}

export function rulesetOf(rules: readonly Rule[]): Ruleset {
  const byKeyword = new Map<string, ReadyRule[]>();
  for (const rule of rules.filter((one) => 'keywords' in one)) {
    const ready = { rule, reach: rule.reach, pattern: readied(rule) };
    for (const keyword of new Set(rule.keywords)) byKeyword.set(keyword, [...(byKeyword.get(keyword) ?? []), ready]);
  }
  const interested = [...byKeyword].map(([keyword, those]) => ({ keyword, rules: those }));
  return {
    keywords: new KeywordSweep(interested.map(({ keyword }) => keyword)),
    interested,
    runs: new RunSweeps(rules.filter((rule) => 'runs' in rule)),
    passes: rules.filter((rule) => 'find' in rule),
    rank: new Map(rules.map((rule, index) => [rule, index])),
  };
}

function readied({ pattern, reach }: KeywordRule): RegExp {
  const flags = new Set(`${pattern.flags.replace(/[gy]/g, '')}d${reach === 'at' ? 'y' : 'g'}`);
  return new RegExp(pattern.source, [...flags].join(''));
}
