import { nearest } from './nearest.ts';
import type { Issue } from './shapes.ts';

type Path = readonly PropertyKey[];

/**
 * Returns what is wrong as sentences that name the field and the type of what stands there, never the value: it may be
 * a secret that was put in the wrong place.
 */
export function sentencesOf(
  issue: Issue,
  draft: unknown,
  known: Readonly<Record<string, readonly string[]>>,
  names: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const where = nameOf(issue.path, names);
  if (issue.code === 'unrecognized_keys') {
    const siblings = known[issue.path.join('.')] ?? [];
    return issue.keys.map((key) => unknownField(issue.path, key, siblings));
  }
  if (issue.code === 'invalid_key') {
    return [`Every name in ${nameOf(issue.path.slice(0, -1), names)} must be ${issue.issues[0]?.message}.`];
  }
  const value = issue.path.reduce(valueIn, draft);
  const given = value === undefined ? 'is missing' : `${kindOf(value, expects(issue))} was given`;
  const must = `${where} must be ${issue.message}`;
  return [value === undefined ? `${must}, and ${given}.` : `${must}, and ${given}.`];
}

/** Describes a value by its type. `expected` is the type that was wanted, when it was met and the content was wrong. */
function kindOf(value: unknown, expected: boolean): string {
  const other = expected ? 'other ' : '';
  if (value === null) return 'null';
  if (Array.isArray(value)) return expected ? 'another list' : 'a list';
  if (typeof value === 'string') return `${other}text`;
  if (typeof value === 'number') return expected ? 'another number' : 'a number';
  if (typeof value === 'object') return expected ? 'another object' : 'an object';
  return `a ${typeof value}`;
}

/** Says whether the type was right, so that it must be the content that is not. */
function expects(issue: Issue): boolean {
  return issue.code !== 'invalid_type' || issue.expected === 'int';
}

function unknownField(parent: Path, key: string, siblings: readonly string[]): string {
  const where = nameOf([...parent, key], new Map());
  const meant = nearest(key, siblings);
  if (meant !== undefined) return `${where} is not a field: did you mean ${meant}?`;
  if (/key|secret|pass|token|credential/i.test(key)) {
    return `${where} is not a field, and secrets do not belong in this file: put them in .env, as .env.example shows.`;
  }
  return `${where} is not a field: remove it.`;
}

/** A path as a person writes it. What does not look like a name is not repeated. */
function nameOf(path: Path, names: ReadonlyMap<string, string>): string {
  const renamed = names.get(String(path[0]));
  const parts = path.map((part, index) => {
    if (index === 0 && renamed !== undefined) return renamed;
    if (typeof part === 'number') return `[${part}]`;
    return `${index === 0 ? '' : '.'}${/^[\w$/-]{1,40}$/.test(String(part)) ? String(part) : '(a name that is not shown)'}`;
  });
  return parts.length === 0 ? 'The default export' : parts.join('');
}

function valueIn(value: unknown, part: PropertyKey): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    ? (value as Readonly<Record<PropertyKey, unknown>>)[part]
    : undefined;
}
