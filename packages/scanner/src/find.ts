import { isAllowed } from './allow.ts';
import { Positions } from './position.ts';
import type { Alphabet, Hit, Judgement, KeywordRule, PassRule, Rule, RunRule, Severity } from './rule.ts';
import { type Segment, segmentOverlap } from './segment.ts';
import { RunSweep } from './sweep-runs.ts';
import { type Encoding, encodingOf, textOf } from './text.ts';

/** A secret in a text. The value goes no further than the fingerprint. */
export interface Match {
  readonly rule: Rule;
  /** The rule's own, unless its judgement said otherwise. */
  readonly severity: Severity;
  readonly line: number;
  readonly column: number;
  readonly value: string;
}

interface RuleHit {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly at: number;
  readonly length: number;
  readonly value: string;
}

/** A value longer than this is seen in part, except by rules that begin at their keyword. */
const longestValue = 600;

/** Rules made ready: one pattern that finds every keyword, and the way back from keyword to rules; sweeps for runs. */
export interface Ruleset {
  readonly keyword: RegExp | undefined;
  readonly byKeyword: ReadonlyMap<string, readonly KeywordRule[]>;
  readonly order: ReadonlyMap<Rule, number>;
  /** Own copies of the patterns, because a pattern carries a position; sticky where it begins with its keyword. */
  readonly patterns: ReadonlyMap<KeywordRule, RegExp>;
  readonly runs: readonly RunSweep[];
  readonly passes: readonly PassRule[];
}

export function rulesetOf(rules: readonly Rule[]): Ruleset {
  const keyworded = rules.filter((rule) => 'keywords' in rule);
  const byKeyword = new Map<string, KeywordRule[]>();
  for (const rule of keyworded) {
    for (const keyword of rule.keywords) byKeyword.set(keyword, [...(byKeyword.get(keyword) ?? []), rule]);
  }
  const escaped = [...byKeyword.keys()].map((keyword) => keyword.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return {
    keyword: escaped.length === 0 ? undefined : new RegExp(escaped.join('|'), 'gi'),
    byKeyword,
    order: new Map(rules.map((rule, index) => [rule, index])),
    patterns: new Map(keyworded.map((rule) => [rule, readied(rule)])),
    runs: sweepsOf(rules.filter((rule) => 'runs' in rule)),
    passes: rules.filter((rule) => 'find' in rule),
  };
}

/** One sweep for each alphabet that a rule asks for. */
function sweepsOf(rules: readonly RunRule[]): readonly RunSweep[] {
  const byAlphabet = new Map<Alphabet, RunRule[]>();
  for (const rule of rules) {
    const { alphabet } = rule.runs;
    byAlphabet.set(alphabet, [...(byAlphabet.get(alphabet) ?? []), rule]);
  }
  return [...byAlphabet].map(([alphabet, those]) => new RunSweep(alphabet, those));
}

function readied({ pattern, reach }: KeywordRule): RegExp {
  const flags = new Set(`${pattern.flags.replace(/[gy]/g, '')}d${reach === 'at' ? 'y' : 'g'}`);
  return new RegExp(pattern.source, [...flags].join(''));
}

/** Looks through one content, segment by segment. `path` counts as context: binance.json need not say "binance". */
export class Finder {
  readonly #ruleset: Ruleset;
  readonly #path: string;
  readonly #everywhere: readonly KeywordRule[];
  #encoding: Encoding | undefined;
  #line = 1;
  #column = 1;
  /** Matches that were let through by a comment. */
  allowed = 0;

  constructor(ruleset: Ruleset, path: string) {
    this.#ruleset = ruleset;
    this.#path = path;
    const lower = path.toLowerCase();
    const named = [...ruleset.byKeyword].filter(([keyword]) => lower.includes(keyword)).flatMap(([, rules]) => rules);
    this.#everywhere = named.filter((rule) => rule.reach !== 'at');
  }

  get isBinary(): boolean {
    return this.#encoding === 'binary';
  }

  look({ bytes, overlap, last }: Segment): readonly Match[] {
    this.#encoding ??= encodingOf(bytes);
    if (this.#encoding === 'binary') return [];
    const { text, isBytes } = textOf(bytes, this.#encoding);
    // Two segments share their overlap half and half: a value is seen whole, with what stands around it, by one of them.
    const half = segmentOverlap / (isBytes ? 2 : 4);
    const [from, to] = [overlap === 0 ? 0 : half, last ? text.length : text.length - half];

    const positions = new Positions(text, { isBytes, line: this.#line, column: this.#column });
    const matches: Match[] = [];
    for (const { rule, severity, at, value } of this.#hitsIn(text, isBytes ? bytes : narrowed(text), isBytes)) {
      if (at < from || at >= to) continue;
      if (isAllowed(text, at)) this.allowed++;
      else matches.push({ rule, severity, ...positions.at(at), value });
    }
    if (!last) this.#carry(text, isBytes);
    return matches;
  }

  #hitsIn(text: string, bytes: Uint8Array, isBytes: boolean): readonly RuleHit[] {
    const hits: RuleHit[] = [];
    this.#tryKeywords(text, hits);
    for (const sweep of this.#ruleset.runs) {
      sweep.search(bytes, (rule, start, end) => this.#judgeRun(rule, text, start, end, hits));
    }
    for (const rule of this.#ruleset.passes) {
      for (const { severity = rule.severity, ...found } of rule.find(text, isBytes, this.#path)) {
        hits.push({ rule, severity, ...found });
      }
    }
    return this.#withoutOverlaps(hits);
  }

  #tryKeywords(text: string, hits: RuleHit[]): void {
    const { keyword, byKeyword } = this.#ruleset;
    if (!keyword) return;
    const windows = new Map<KeywordRule, { from: number; to: number }>();
    const search = (rule: KeywordRule, from: number, to: number) => this.#searchWindow(rule, text, from, to, hits);
    for (const rule of this.#everywhere) windows.set(rule, { from: 0, to: text.length });

    keyword.lastIndex = 0;
    for (let found = keyword.exec(text); found; found = keyword.exec(text)) {
      for (const rule of byKeyword.get(found[0].toLowerCase()) ?? []) {
        if (rule.reach === 'at') {
          this.#searchAt(rule, text, found.index, hits);
          continue;
        }
        const [from, to] = [found.index - rule.reach, found.index + rule.reach];
        const open = windows.get(rule);
        if (open && from <= open.to) open.to = Math.max(open.to, to);
        else {
          if (open) search(rule, open.from, open.to);
          windows.set(rule, { from, to });
        }
      }
      // Keywords may overlap, as in `api_secret_token`.
      keyword.lastIndex = found.index + 1;
    }
    for (const [rule, { from, to }] of windows) search(rule, from, to);
  }

  #judgeRun(rule: RunRule, text: string, start: number, end: number, hits: RuleHit[]): void {
    const value = text.slice(start, end);
    const judgement = rule.judge({ text, start, at: start, value, groups: none, path: this.#path });
    keep(rule, judgement, start, value, hits);
  }

  #searchAt(rule: KeywordRule, text: string, at: number, hits: RuleHit[]): void {
    const pattern = this.#ruleset.patterns.get(rule);
    if (!pattern) return;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) this.#judgeFound(rule, text, found, 0, hits);
  }

  /** Tries a pattern where it may begin between `from` and `to`, without letting it run on through a long text. */
  #searchWindow(rule: KeywordRule, text: string, from: number, to: number, hits: RuleHit[]): void {
    const pattern = this.#ruleset.patterns.get(rule);
    if (!pattern) return;
    // One character more in front, so that the pattern sees what stands before its first; room for a value behind.
    const start = Math.max(0, from - 1);
    const window = text.slice(start, to + longestValue);
    pattern.lastIndex = 0;
    for (let found = pattern.exec(window); found; found = pattern.exec(window)) {
      const end = found.index + found[0].length;
      const isCut = (found.index === 0 && start > 0) || (end === window.length && start + end < text.length);
      if (start + found.index > to) return;
      if (!isCut) this.#judgeFound(rule, text, found, start, hits);
      pattern.lastIndex = Math.max(end, found.index + 1);
    }
  }

  #judgeFound(rule: KeywordRule, text: string, found: RegExpExecArray, offset: number, hits: RuleHit[]): void {
    const value = found.groups?.value;
    const span = found.indices?.groups?.value;
    if (value === undefined || !span) return;
    const [start, at] = [offset + found.index, offset + span[0]];
    const hit = { text, start, at, value, groups: found.groups ?? none, path: this.#path };
    keep(rule, rule.judge ? rule.judge(hit) : true, at, value, hits);
  }

  /** One value, one finding: of several rules that found it, the first in the table reports it. */
  #withoutOverlaps(hits: readonly RuleHit[]): readonly RuleHit[] {
    const rank = (rule: Rule) => this.#ruleset.order.get(rule) ?? 0;
    const sorted = hits.toSorted((a, b) => a.at - b.at || rank(a.rule) - rank(b.rule));
    const kept: RuleHit[] = [];
    for (const hit of sorted) {
      const last = kept.at(-1);
      if (!last || hit.at >= last.at + last.length) kept.push(hit);
      else if (rank(hit.rule) < rank(last.rule)) kept[kept.length - 1] = hit;
    }
    return kept;
  }

  /** Remembers where the next segment's first character stands. */
  #carry(text: string, isBytes: boolean): void {
    const next = text.length - segmentOverlap / (isBytes ? 1 : 2);
    const positions = new Positions(text, { isBytes, line: this.#line, column: this.#column });
    const { line, column } = positions.at(next);
    this.#line = line;
    this.#column = column;
  }
}

const none: Hit['groups'] = Object.freeze(Object.create(null));

function keep(rule: Rule, judgement: Judgement, at: number, value: string, hits: RuleHit[]): void {
  if (judgement === false) return;
  hits.push({ rule, severity: judgement === true ? rule.severity : judgement, at, length: value.length, value });
}

/** Decoded text as one byte per character; what has no such byte becomes one that stands in no run and no keyword. */
function narrowed(text: string): Uint8Array {
  const bytes = Buffer.allocUnsafe(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[i] = code < 256 ? code : 0;
  }
  return bytes;
}
