import { isDecimal } from './decimals.ts';
import { JournalError } from './error.ts';

/** One wrong field, by name and type and never by value; false when it is right. */
export type Problem = string | false;

/** Throws one INPUT_MALFORMED that lists everything that is wrong with what was given. */
export function refuse(what: string, problems: readonly Problem[]): void {
  const found = problems.filter((problem) => problem !== false);
  if (found.length === 0) return;
  throw new JournalError('INPUT_MALFORMED', `${what} is refused: ${found.join('; ')}`, { problems: found });
}

const longest = 1000;

/** Words of a person or a name: not empty, and short enough to print. */
export function worded(field: string, value: unknown): Problem {
  if (typeof value !== 'string') return `${field} must be text, not ${typeof value}`;
  if (value.trim() === '') return `${field} is empty: write it in words`;
  return value.length > longest && `${field} is longer than ${longest} characters`;
}

/** An exact decimal as text, such as "0.015"; money is never a number. */
export function decimal(field: string, value: unknown): Problem {
  if (typeof value !== 'string') return `${field} must be a decimal as text, not ${typeof value}`;
  return !isDecimal(value) && `${field} is text but not a plain decimal`;
}

/** A whole number from `least` upwards that a float holds exactly. */
export function counted(field: string, value: unknown, least: number): Problem {
  return !(Number.isSafeInteger(value) && (value as number) >= least) && `${field} must be a whole number >= ${least}`;
}

export function dated(field: string, value: unknown): Problem {
  return !(value instanceof Date && Number.isFinite(value.getTime())) && `${field} must be a valid Date`;
}

export function oneOf(field: string, value: unknown, allowed: readonly string[]): Problem {
  return !allowed.includes(value as string) && `${field} must be one of ${allowed.join(', ')}`;
}

/** Applies a check only where the optional field is present. */
export function optional(check: (field: string, value: unknown) => Problem, field: string, value: unknown): Problem {
  return value !== undefined && check(field, value);
}
