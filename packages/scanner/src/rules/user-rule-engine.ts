import { RE2JS } from 're2js';
import { LoadedText } from '../engine/loaded-text.ts';
import { alphabets, type Draw, drawFrom } from '../judge/draw.ts';
import type { Passed, PassRule } from '../judge/rule.ts';
import { type UserRule, wrong } from './user-rules.ts';

// Patterns that strangers write run on RE2, whose time is linear whatever they say; it is a hundred times slower than
// V8's own engine, so it sees only what stands around a rule's keywords. docs/decisions/015-linear-engine-for-user-rules.md

/** Instructions of a compiled pattern; `\w{1000}` inside another count has tens of thousands. */
const largestProgram = 2000;

/** A value longer than this, behind the last keyword, is not seen whole, and so not at all. */
const longestValue = 600;

interface Ready {
  readonly rule: UserRule;
  readonly pattern: RE2JS;
}

/**
 * Makes rules that the scan can run. Throws ScannerError RULES_MALFORMED, one sentence, for a pattern that RE2 does not
 * know and for a sample that the rule fails.
 */
export function compileUserRules(rules: readonly UserRule[]): readonly PassRule[] {
  const ready = rules.map((rule): Ready => ({ rule, pattern: compiled(rule) }));
  const keywordsIn = keywordSearch(ready);
  return ready.map((one) => {
    const { id, severity, finds, fix } = one.rule;
    const find: PassRule['find'] = ({ text }) => matchesIn(text, one, keywordsIn(text).get(one) ?? []);
    const samples = (draw: Draw) => ({
      match: one.rule.match.map((sample) => drawn(sample, draw)),
      noMatch: one.rule.noMatch.map((sample) => drawn(sample, draw)),
    });
    const made = { id, severity, finds, fix, samples, find };
    prove(made);
    return made;
  });
}

function compiled({ id, pattern }: UserRule): RE2JS {
  let made: RE2JS;
  try {
    made = RE2JS.compile(pattern);
  } catch {
    // The engine's own words quote the pattern.
    throw wrong(
      `The pattern of "${id}" is not one that RE2 knows: look-ahead, look-behind and back-references do not exist there.`,
    );
  }
  if (!Object.hasOwn(made.namedGroups(), 'value')) throw wrong(`The pattern of "${id}" has no group (?<value>...).`);
  if (made.programSize() > largestProgram) throw wrong(`The pattern of "${id}" is too large: use smaller counts.`);
  if (made.matches('')) throw wrong(`The pattern of "${id}" matches nothing at all: ask for something.`);
  return made;
}

/** One pass for the keywords of all rules; the answer for the last text is kept, because each rule asks for it. */
function keywordSearch(ready: readonly Ready[]): (text: string) => ReadonlyMap<Ready, readonly number[]> {
  const keywords = [...new Set(ready.flatMap(({ rule }) => rule.keywords))];
  const longest = Math.max(0, ...keywords.map((keyword) => keyword.length));
  const any = new RegExp(
    keywords.map((keyword) => keyword.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') || '(?!)',
    'gi',
  );
  let last: { readonly text: string; readonly places: ReadonlyMap<Ready, readonly number[]> } | undefined;
  return (text) => {
    if (last?.text === text) return last.places;
    const places = new Map<Ready, number[]>(ready.map((one) => [one, []]));
    any.lastIndex = 0;
    for (let hit = any.exec(text); hit; hit = any.exec(text)) {
      const here = text.slice(hit.index, hit.index + longest).toLowerCase();
      for (const one of ready) {
        if (one.rule.keywords.some((keyword) => here.startsWith(keyword))) places.get(one)?.push(hit.index);
      }
      // Keywords may overlap.
      any.lastIndex = hit.index + 1;
    }
    last = { text, places };
    return places;
  };
}

function* matchesIn(text: string, { rule, pattern }: Ready, places: readonly number[]): Generator<Passed> {
  for (const { from, to } of windowsOf(places, rule.reach)) {
    // One character more in front, so that `\b` and `^` see what stands there.
    const start = Math.max(0, from - 1);
    const window = text.slice(start, to + longestValue);
    const matcher = pattern.matcher(window);
    while (matcher.find()) {
      const isCut = matcher.end() === window.length && start + window.length < text.length;
      const value = matcher.group('value');
      if (isCut || start + matcher.start() > to) break;
      if (value) yield { at: start + matcher.start('value'), length: value.length, value };
    }
  }
}

function* windowsOf(places: readonly number[], reach: number): Generator<{ from: number; to: number }> {
  let open: { from: number; to: number } | undefined;
  for (const place of places) {
    const [from, to] = [Math.max(0, place - reach), place + reach];
    if (open && from <= open.to) open.to = to;
    else {
      if (open) yield open;
      open = { from, to };
    }
  }
  if (open) yield open;
}

/** What stands for drawn characters in a sample. */
const places: Readonly<Record<string, string>> = Object.freeze({ __proto__: null as never, ...alphabets });

function drawn(sample: string, draw: Draw): string {
  return sample.replace(/\{(uuid|[A-Za-z0-9]+:\d{1,3})\}/g, (written, name: string) => {
    if (name === 'uuid') return draw.uuid();
    const [kind = '', length = ''] = name.split(':');
    const alphabet = places[kind];
    return alphabet === undefined ? written : draw.text(alphabet, Number(length));
  });
}

function prove({ id, samples, find }: PassRule): void {
  const { match, noMatch } = samples(drawFrom(15));
  const finds = (text: string) => [...find(LoadedText.of(Buffer.from(text), 'bytes', ''))].length > 0;
  const missed = match.findIndex((text) => !finds(text));
  if (missed !== -1) throw wrong(`"${id}" does not find its own example ${missed + 1} under "match".`);
  const wrongly = noMatch.findIndex(finds);
  if (wrongly !== -1) throw wrong(`"${id}" finds its own example ${wrongly + 1} under "noMatch".`);
}
