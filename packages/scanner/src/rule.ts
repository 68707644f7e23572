import type { Draw } from './draw.ts';

/** block: stops a commit. warn: is printed. info: is worth knowing, such as a publicly known test key. */
export type Severity = 'block' | 'warn' | 'info';

/** One place where a rule's pattern matched, before the rule has judged it. */
export interface Hit {
  /** The text around the match; offsets count in it. */
  readonly text: string;
  /** Where the whole match starts, and where its `value` starts. */
  readonly start: number;
  readonly at: number;
  readonly value: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** Texts that prove a rule, made anew from a seed: no sample secret stands in the source. */
export interface Samples {
  readonly match: readonly string[];
  readonly noMatch: readonly string[];
}

/**
 * One kind of secret. The keywords are looked for first, in one pass for all rules; the pattern is tried only where one
 * of them stands, so it must be linear but need not be fast.
 */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** What was found, as it reads in "... found". */
  readonly finds: string;
  /** The one thing to do. */
  readonly fix: string;
  /** Lower case; matched in any case. */
  readonly keywords: readonly string[];
  /** How many characters before and after a keyword the pattern may match; `at`: it begins with the keyword. */
  readonly reach: number | 'at';
  /** Must have a group `value`: the secret itself, and nothing else, is what gets a fingerprint. */
  readonly pattern: RegExp;
  readonly judge?: (hit: Hit) => boolean;
  readonly samples: (draw: Draw) => Samples;
}
