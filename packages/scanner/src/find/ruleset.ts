import { engine } from '../engine/engine.ts';
import { writePasses } from '../engine/joint-table.ts';
import { writeKeywords } from '../engine/keyword-table.ts';
import { RunTable, writeRuns } from '../engine/run-table.ts';
import type { KeywordRule, PassRule, Rule } from '../judge/rule.ts';

/** A keyword rule with its own copy of the pattern, because a pattern carries a position. */
export interface ReadyRule {
  readonly rule: KeywordRule;
  readonly reach: number | 'at';
  /** Sticky where it begins with its keyword. */
  readonly pattern: RegExp;
}

/** Rules made ready: what the engine reads, and the ways back from what it finds to the rules. */
export interface Ruleset {
  readonly tables: Uint8Array;
  /** For each keyword, by its number in the tables: who tries a pattern there, and whether rules only want its place. */
  readonly interested: readonly Interested[];
  readonly runs: RunTable;
  readonly passes: readonly PassRule[];
  /** Of two rules that found one value, the one with the lower rank reports it. */
  readonly rank: ReadonlyMap<Rule, number>;
}

/** How a colour of a terminal is written in a source. */
const colours = ['\\x1b[', '\\u001b[', '\\033[', '\\e['];

interface Interested {
  readonly word: string;
  readonly rules: readonly ReadyRule[];
  readonly isMention: boolean;
  readonly isSecretKind: boolean;
  readonly isColour: boolean;
}

/** How a manifest of Kubernetes says that every value in it is encoded, however short. */
const secretKinds = ['kind: secret', 'kind:  secret', 'kind: "secret', 'kind":"secret', 'kind": "secret'];

/** `made`: the tables of just these rules, from an earlier time. */
export function rulesetOf(rules: readonly Rule[], made?: Uint8Array): Ruleset {
  const byKeyword = new Map<string, ReadyRule[]>();
  for (const rule of rules.filter((one) => 'keywords' in one)) {
    const ready = new Readied(rule);
    for (const keyword of new Set(rule.keywords)) byKeyword.set(keyword, [...(byKeyword.get(keyword) ?? []), ready]);
  }
  const mentions = new Set(rules.flatMap((rule) => rule.mentions ?? []));
  const keywords = [...new Set([...byKeyword.keys(), ...mentions, ...secretKinds, ...colours])];
  const runRules = rules.filter((rule) => 'runs' in rule);
  const write = (memory: Uint8Array): number => {
    writeKeywords(
      keywords.map((word) => ({ word, followedBy: mentions.has(word) ? undefined : followerOf(byKeyword.get(word)) })),
      memory,
    );
    writePasses(memory);
    writeRuns(runRules, memory);
    return keywords.length;
  };
  return {
    tables: made ?? engine().prepared(write),
    interested: keywords.map((keyword) => ({
      word: keyword,
      rules: byKeyword.get(keyword) ?? [],
      isMention: mentions.has(keyword),
      isSecretKind: secretKinds.includes(keyword),
      isColour: colours.includes(keyword),
    })),
    runs: new RunTable(runRules),
    passes: rules.filter((rule) => 'find' in rule),
    rank: new Map(rules.map((rule, index) => [rule, index])),
  };
}

/** What all rules that have a keyword want behind it. */
function followerOf(those: readonly ReadyRule[] = []): KeywordRule['followedBy'] {
  const [first, ...others] = new Set(those.map(({ rule }) => rule.followedBy));
  return others.length === 0 ? first : undefined;
}

class Readied implements ReadyRule {
  readonly rule: KeywordRule;
  readonly reach: number | 'at';
  #pattern: RegExp | undefined;

  constructor(rule: KeywordRule) {
    this.rule = rule;
    this.reach = rule.reach;
  }

  /** Made for the first text that has the keyword: a commit has few of them. */
  get pattern(): RegExp {
    this.#pattern ??= ownCopyOf(this.rule);
    return this.#pattern;
  }
}

function ownCopyOf({ pattern, reach }: KeywordRule): RegExp {
  const flags = new Set(`${pattern.flags.replace(/[gy]/g, '')}d${reach === 'at' ? 'y' : 'g'}`);
  return new RegExp(pattern.source, [...flags].join(''));
}
