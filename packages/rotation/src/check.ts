import type { JsonValue } from '@gatehouse/journal';
import { ageInDays, type Births, birthOf } from './age.ts';
import { endingOf } from './ending.ts';
import { allowedDays, type PermissionLevel, type RotationPolicy } from './policy.ts';

/** What the check has to say: `says` is one line with the evidence in it, `fix` the one thing to do unless it passed. */
export interface RotationVerdict {
  readonly result: 'pass' | 'warn' | 'fail';
  readonly says: string;
  readonly evidence: { readonly [key: string]: JsonValue };
  readonly fix?: string;
}

export interface RotationQuestion extends Births {
  readonly policy: RotationPolicy;
  readonly level: PermissionLevel;
  /** When the exchange ends the key by itself. */
  readonly expiresAt?: Date;
  /** An event that made rotation due at once, in words: a leak, somebody who left. */
  readonly due?: string;
  readonly now: Date;
}

/** Clocks differ by this much without anybody having lied. */
const skewMs = 5 * 60_000;

/** From how many days before its end a key is announced. */
const announceDays = 3;

const rotate = 'Make a new key at the exchange, put it where this one is, and delete the old one there.';

/**
 * Judges the age of a key. Past its days it warns, past the grace too it fails. What cannot be judged fails: a key of
 * which nothing is known, one that was born in the future, a date that is none.
 */
export function checkRotation(question: RotationQuestion): RotationVerdict {
  const { policy, level, due, now } = question;
  const allowed = allowedDays(policy, level);
  const births = [question.createdAt, question.firstSeen, ...question.records.map((record) => record.createdAt)];
  const dates = [...births, question.expiresAt];
  if (dates.some((at) => at !== undefined && Number.isNaN(at.getTime())) || Number.isNaN(now.getTime())) {
    return unjudged('one of its dates cannot be read', level, allowed);
  }
  const birth = birthOf(question);
  if (birth === undefined) return unjudged('nothing is known of when it was made', level, allowed);
  // A date in the future says that a clock or an exchange is wrong, whichever of the dates would count.
  if (births.some((at) => at !== undefined && at.getTime() > now.getTime() + skewMs)) {
    return unjudged('it is said to have been made in the future', level, allowed);
  }

  const ageDays = ageInDays(birth.at, now);
  const evidence = {
    ageDays,
    allowedDays: allowed,
    graceDays: policy.graceDays,
    level,
    countedFrom: birth.from,
    born: birth.at.toISOString(),
    due: due ?? null,
    expiresAt: question.expiresAt?.toISOString() ?? null,
  };
  const age = `${ageDays} days old of ${allowed} (${level}, counted from ${sources[birth.from]})`;
  if (due !== undefined)
    return { result: 'fail', says: `the key must be replaced at once: ${due}; ${age}`, evidence, fix: rotate };
  if (ageDays > allowed + policy.graceDays) {
    return {
      result: 'fail',
      says: `the key is ${age}, and the ${policy.graceDays} days of grace are over`,
      evidence,
      fix: rotate,
    };
  }
  if (ageDays > allowed) {
    const left = allowed + policy.graceDays - ageDays;
    return { result: 'warn', says: `the key is ${age}; in ${left} days it is refused`, evidence, fix: rotate };
  }
  const ending = question.expiresAt && endingOf(question.expiresAt, now);
  if (ending !== undefined) {
    const says = `the key ends at the exchange in ${ending.daysLeft} days (${ending.at.toISOString()}); ${age}`;
    return { result: 'warn', says, evidence, fix: rotate };
  }
  const left = allowed - ageDays;
  return { result: 'pass', says: left <= announceDays ? `${age}; due in ${left} days` : age, evidence };
}

const sources = {
  exchange: 'its creation at the exchange',
  record: 'a record',
  'first-seen': 'its first use here',
} as const;

function unjudged(why: string, level: PermissionLevel, allowed: number): RotationVerdict {
  return {
    result: 'fail',
    says: `the age of the key cannot be judged: ${why}`,
    evidence: { ageDays: null, allowedDays: allowed, level, countedFrom: null },
    fix: 'Set the clock, and record when the key was made: `pnpm bot rotate record --created DATE --by NAME --note TEXT`.',
  };
}
