import type { Judgement, KeywordRule, Look, Rule } from '../judge/rule.ts';

/** So many findings of one rule say that a text is full of them; a hundred thousand more say the same, and take seconds. */
export const mostFound = 1000;

/** Returns a sentence for each file of which more may be found than is told. */
export function notesOnFull(findings: readonly { readonly path: string; readonly rule: string }[]): readonly string[] {
  if (findings.length < mostFound) return [];
  const places = Map.groupBy(findings, ({ path, rule }) => `${path}\0${rule}`);
  return [...places.values()].flatMap((those) => {
    const [one] = those;
    if (!one || those.length < mostFound) return [];
    return `${one.path} holds ${mostFound.toLocaleString('en-US')} findings of ${one.rule}; of so many in one content no more are looked for.`;
  });
}

// The text of which a rule was last full, and the rules that are.
let fullLook: Look | undefined;
const full = new Set<string>();

/** Returns true where a rule has found so much in a text that it is asked no more. */
export const isFullOf = (look: Look, id: string) => look === fullLook && full.has(id);

export const isAnyFullOf = (look: Look) => look === fullLook && full.size > 0;

function fill(look: Look, id: string): void {
  if (look !== fullLook) full.clear();
  fullLook = look;
  full.add(id);
}

/** Lets a rule find so much in one text, and asks it no more after that. */
export function limited(rule: Rule, most = mostFound): Rule {
  let look: Look | undefined;
  let found = 0;
  const isFull = (asked: Look): boolean => {
    if (asked !== look) {
      found = 0;
      full.delete(rule.id);
    }
    look = asked;
    return found >= most;
  };
  const counted = (judgement: Judgement): Judgement => {
    if (judgement !== false && ++found === most && look) fill(look, rule.id);
    return judgement;
  };
  if ('find' in rule) return { ...rule, find: (asked) => Iterator.from(rule.find(asked)).take(most) };
  if ('runs' in rule) return { ...rule, judge: (hit) => !isFull(hit.look) && counted(rule.judge(hit)) };
  const { judge = () => true, where = () => true }: KeywordRule = rule;
  return {
    ...rule,
    judge: (hit) => !isFull(hit.look) && counted(judge(hit)),
    where: (asked: Look, at: number) => !isFull(asked) && where(asked, at),
  };
}
