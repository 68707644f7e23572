import { ScannerError } from '../error.ts';
import type { Severity } from '../judge/rule.ts';

/** A rule that somebody wrote into scan.rules.json, as plain data: it can be handed to a worker thread. */
export interface UserRule {
  readonly id: string;
  readonly severity: Severity;
  readonly finds: string;
  readonly fix: string;
  readonly keywords: readonly string[];
  /** RE2 syntax, with a group named `value`. */
  readonly pattern: string;
  /** How far from a keyword a match may stand. */
  readonly reach: number;
  /** Texts that prove it; `{hex:32}` and the like stand for drawn characters, so that no sample is itself a finding. */
  readonly match: readonly string[];
  readonly noMatch: readonly string[];
}

/** Bounds that no honest rule meets: a file from a stranger's repository must not cost a hook its speed. */
const most = { rules: 50, keywords: 20, samples: 20, sample: 2000, pattern: 1000, reach: 2000, words: 200 };
export const mostBytes = 256 * 1024;

const defaultReach = 200;

/** What each field must be, and how that reads after "must be". */
const fields: Readonly<Record<keyof UserRule, readonly [(value: unknown) => boolean, string]>> = {
  id: [(value) => isText(value, 40) && /^[a-z][a-z0-9-]+$/.test(value), 'lower-case words joined by dashes'],
  severity: [(value) => value === 'block' || value === 'warn' || value === 'info', '"block", "warn" or "info"'],
  finds: [isLine, 'one line that completes "... found"'],
  fix: [isLine, 'one line that says what to do'],
  keywords: [
    (value) => isList(value, most.keywords) && value.length > 0 && value.every(isKeyword),
    `1 to ${most.keywords} texts of 3 to 40 lower-case ASCII characters`,
  ],
  pattern: [(value) => isText(value, most.pattern), `a text of at most ${most.pattern} characters`],
  reach: [
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most.reach,
    `a whole number up to ${most.reach}, or left out`,
  ],
  match: [(value) => isSamples(value) && value.length > 0, `1 to ${most.samples} texts`],
  noMatch: [(value) => isSamples(value) && value.length > 0, `1 to ${most.samples} texts`],
};

/**
 * Reads scan.rules.json: `{ "rules": [...] }`. Throws ScannerError RULES_MALFORMED, one sentence that names the rule
 * and the field and never a value. `taken`: ids of the rules there are.
 */
export function readUserRules(text: string, taken: ReadonlySet<string>): readonly UserRule[] {
  const list = rulesIn(text);
  if (list.length > most.rules) throw wrong(`It has ${list.length} rules, and ${most.rules} is the most.`);
  const ids = new Set(taken);
  return list.map((given, index) => {
    const rule = userRuleIn(given, index);
    if (ids.has(rule.id)) throw wrong(`Rule ${index + 1} has an id that another rule has.`);
    ids.add(rule.id);
    return rule;
  });
}

function rulesIn(text: string): readonly unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's own words quote what it read.
    throw wrong('It is not JSON.');
  }
  const list = typeof parsed === 'object' && parsed !== null && 'rules' in parsed ? parsed.rules : undefined;
  if (!Array.isArray(list)) throw wrong('It is not an object with a list "rules".');
  return list;
}

function userRuleIn(given: unknown, index: number): UserRule {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw wrong(`Rule ${index + 1} is no object.`);
  const rule: Record<string, unknown> = { reach: defaultReach, ...given };
  if (Object.keys(rule).some((name) => !Object.hasOwn(fields, name))) {
    throw wrong(`Rule ${index + 1} has a field that is none of ${Object.keys(fields).join(', ')}.`);
  }
  for (const [name, [holds, says]] of Object.entries(fields)) {
    if (!holds(rule[name])) throw wrong(`In rule ${index + 1}, "${name}" must be ${says}.`);
  }
  return rule as unknown as UserRule;
}

export const wrong = (says: string) => new ScannerError('RULES_MALFORMED', `The rules file cannot be used. ${says}`);

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longest;
}

/** Printed in reports, so it must not write on the terminal. */
function isLine(value: unknown): value is string {
  return isText(value, most.words) && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(value);
}

function isList(value: unknown, longest: number): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= longest;
}

const isKeyword = (value: unknown) => isText(value, 40) && /^[!-@[-~]{3,}$/.test(value);

const isSamples = (value: unknown): value is readonly unknown[] =>
  isList(value, most.samples) && value.every((sample) => isText(sample, most.sample));
