import type { Engine } from '../engine/engine.ts';
import type { LoadedText } from '../engine/loaded-text.ts';
import type { Hit, Judgement, Look, Rule, RunRule, Severity } from '../judge/rule.ts';
import type { ReadyRule, Ruleset } from './ruleset.ts';

/** What one rule has found in a text. */
export interface RuleHit {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly at: number;
  readonly length: number;
  readonly value: string;
  readonly known?: string;
}

/** A value longer than this is seen in part, except by rules that begin at their keyword. */
const longestValue = 600;

interface Window {
  readonly ready: ReadyRule;
  from: number;
  to: number;
}

/** Hears of runs that may be an encoding. */
export interface LongRun {
  readonly least: number;
  readonly found: (start: number, end: number) => void;
}

/**
 * Tries every rule of a set on the text that the engine has loaded; `everywhere` are those whose keyword stands in the
 * path, and `longRun` hears of what may be an encoding.
 */
export function hitsIn(
  engine: Engine,
  ruleset: Ruleset,
  everywhere: readonly ReadyRule[],
  look: LoadedText,
  longRun?: LongRun,
): readonly RuleHit[] {
  const hits: RuleHit[] = [];
  tryKeywords(engine, ruleset, everywhere, look, hits);
  tryRuns(engine, ruleset, look, hits, longRun);
  for (const rule of ruleset.passes) {
    for (const { severity = rule.severity, ...found } of rule.find(look)) hits.push({ rule, severity, ...found });
  }
  return hits.length < 2 ? hits : withoutOverlaps(ruleset, hits);
}

function tryKeywords(
  engine: Engine,
  { interested }: Ruleset,
  everywhere: readonly ReadyRule[],
  look: LoadedText,
  hits: RuleHit[],
): void {
  const { length } = look.bytes;
  const windows = new Map<ReadyRule, Window>();
  for (const ready of everywhere) windows.set(ready, { ready, from: 0, to: length });
  const places: [at: number, rules: readonly ReadyRule[]][] = [];
  // A rule that judges wants to know what is mentioned behind its place, too: so first all of it is heard.
  const mentions: { word: string; at: number }[] = [];
  engine.keywords((keyword, at) => {
    const one = interested[keyword];
    if (one?.isMention) mentions.push({ word: one.word, at });
    if (one?.isSecretKind) look.isKubernetesSecret = true;
    if (one?.isColour) look.isColoured = true;
    if (one && one.rules.length > 0) places.push([at, one.rules]);
  });
  // Of two keywords that overlap, the second may be heard of first.
  look.mentions = mentions.sort((a, b) => a.at - b.at);

  // Two keywords of one rule may begin in one place: `secret` and `secret_key`.
  const tried = new Map<ReadyRule, number>();
  for (const [at, rules] of places) {
    for (const ready of rules) {
      if (ready.reach === 'at') {
        const isNew = tried.get(ready) !== at;
        tried.set(ready, at);
        if (isNew && ready.rule.where?.(look, at) !== false) searchAt(ready, look, at, hits);
        continue;
      }
      const [from, to] = [Math.max(0, at - ready.reach), Math.min(length, at + ready.reach)];
      const open = windows.get(ready);
      if (!open) windows.set(ready, { ready, from, to });
      else if (from <= open.to) {
        open.from = Math.min(open.from, from);
        open.to = Math.max(open.to, to);
      } else {
        searchWindow(open, look, hits);
        [open.from, open.to] = [from, to];
      }
    }
  }
  for (const window of windows.values()) searchWindow(window, look, hits);
}

function searchAt({ rule, pattern }: ReadyRule, look: Look, at: number, hits: RuleHit[]): void {
  pattern.lastIndex = at;
  const found = pattern.exec(look.text);
  if (found) judgeFound(rule, look, found, 0, hits);
}

/** Tries a pattern where it may begin in a window, without letting it run on through a long text. */
function searchWindow({ ready: { rule, pattern }, from, to }: Window, look: Look, hits: RuleHit[]): void {
  const { text } = look;
  // One character more in front, so that the pattern sees what stands before its first; room for a value behind.
  const start = Math.max(0, from - 1);
  const window = text.slice(start, to + longestValue);
  pattern.lastIndex = 0;
  for (let found = pattern.exec(window); found; found = pattern.exec(window)) {
    const end = found.index + found[0].length;
    const isCut = (found.index === 0 && start > 0) || (end === window.length && start + end < text.length);
    if (start + found.index > to) return;
    if (!isCut) judgeFound(rule, look, found, start, hits);
    pattern.lastIndex = Math.max(end, found.index + 1);
  }
}

const noGroups: Hit['groups'] = Object.freeze(Object.create(null));

function judgeFound(
  rule: ReadyRule['rule'],
  look: Look,
  found: RegExpExecArray,
  offset: number,
  hits: RuleHit[],
): void {
  const value = found.groups?.value;
  const span = found.indices?.groups?.value;
  if (value === undefined || !span) return;
  const [start, at] = [offset + found.index, offset + span[0]];
  const { text, path } = look;
  const hit = { text, start, at, value, groups: found.groups ?? noGroups, path, look };
  keep(rule, rule.judge ? rule.judge(hit) : true, at, value, hits);
}

function tryRuns(engine: Engine, { runs }: Ruleset, look: Look, hits: RuleHit[], longRun?: LongRun): void {
  const none = look.bytes.length + 1;
  const least = Math.min(runs.least || none, longRun?.least ?? none);
  // Several rules want one run: it becomes a text once.
  let hit: Hit | undefined;
  engine.runs(least, longRun?.least ?? none, {
    run: (alphabet, start, end, is) => {
      let asked: RunRule['where'];
      let isPossible = true;
      for (const { rule, first, behind, wanted } of runs.fitting(alphabet, end - start)) {
        if ((wanted & is) === 0) continue;
        if (first && first[look.bytes[start] as number] !== 1) continue;
        if (behind && behind[look.bytes[start - 1] ?? 0] !== 1) continue;
        const { where } = rule;
        if (where && where !== asked) isPossible = where(look, start, end);
        if (where) asked = where;
        if (where && !isPossible) continue;
        if (hit?.start !== start || hit.value.length !== end - start) {
          const { text, path } = look;
          hit = { text, start, at: start, value: text.slice(start, end), groups: noGroups, path, look };
        }
        keep(rule, rule.judge(hit), start, hit.value, hits);
      }
    },
    encoded: (start, end) => longRun?.found(start, end),
  });
}

function keep(rule: Rule, judgement: Judgement, at: number, value: string, hits: RuleHit[]): void {
  if (judgement === false) return;
  if (typeof judgement !== 'object') {
    hits.push({ rule, severity: judgement === true ? rule.severity : judgement, at, length: value.length, value });
    return;
  }
  const { beside = { at, value }, ...verdict } = judgement;
  hits.push({ rule, ...verdict, at: beside.at, length: beside.value.length, value: beside.value });
}

/** One value, one finding: of several rules that found it, the first in the table reports it. */
function withoutOverlaps({ rank: ranks }: Ruleset, hits: readonly RuleHit[]): readonly RuleHit[] {
  const rank = (rule: Rule) => ranks.get(rule) ?? 0;
  const sorted = hits.toSorted((a, b) => a.at - b.at || rank(a.rule) - rank(b.rule));
  const kept: RuleHit[] = [];
  for (const hit of sorted) {
    const last = kept.at(-1);
    if (!last || hit.at >= last.at + last.length) kept.push(hit);
    else if (rank(hit.rule) < rank(last.rule)) kept[kept.length - 1] = hit;
  }
  return kept;
}
