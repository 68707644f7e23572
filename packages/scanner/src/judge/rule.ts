import type { Draw } from './draw.ts';

/** block: stops a commit. warn: is printed. info: is worth knowing, such as a publicly known test key. */
export type Severity = 'block' | 'warn' | 'info';

/** One place where a rule matched, before the rule has judged it. */
export interface Hit {
  /** The text around the match; offsets count in it. */
  readonly text: string;
  /** Where the whole match starts, and where its `value` starts. */
  readonly start: number;
  readonly at: number;
  readonly value: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
  /** Of the content, as it will be reported. */
  readonly path: string;
  /** The text as a whole. */
  readonly look: Look;
}

/**
 * false: not one. true: one, of the rule's severity. A severity: one, and it weighs this much. A known one also says, in
 * words, where everybody knows it from, or which value beside it is meant.
 */
export type Judgement = boolean | Severity | Verdict;

export interface Verdict {
  readonly severity: Severity;
  readonly known?: string;
  /** What was found is not the value that was judged but one beside it. */
  readonly beside?: { readonly at: number; readonly value: string };
}

/** Texts that prove a rule, made anew from a seed: no sample secret stands in the source. */
export interface Samples {
  readonly match: readonly string[];
  readonly noMatch: readonly string[];
}

/** A text to look at, and what the engine found in it. */
export interface Look {
  /** Made when it is asked for: most texts hold nothing that anybody wants to read. */
  readonly text: string;
  /** One byte per character, so that places are the same in both. */
  readonly bytes: Uint8Array;
  /** Whether the text holds one character per byte of UTF-8, and not UTF-16. */
  readonly isBytes: boolean;
  readonly path: string;
  /** The words that rules ask for as `mentions`, and where they stand, from left to right. */
  readonly mentions: readonly { readonly word: string; readonly at: number }[];
  /** Quotes that may close one string where the next is joined to it. */
  readonly joints: readonly number[];
  /** Where the escape of a telling character begins: `\u0041`, `%41`, `&quot;`. */
  readonly escapes: readonly number[];
  /** Runs of numbers, and of what stands between numbers, long enough for 64 of them. */
  readonly numbers: readonly (readonly [start: number, end: number])[];
  /**
   * Where the next row of `least` words may begin, from a place on; the text's length when there is none.
   * `words` has one bit for each hash of a word that may stand in a row. Not for UTF-16.
   */
  nextWords(from: number, least: number, words: Uint8Array): number;
}

interface RuleFacts {
  readonly id: string;
  readonly severity: Severity;
  /** What was found, as it reads in "... found". */
  readonly finds: string;
  /** The one thing to do. */
  readonly fix: string;
  readonly samples: (draw: Draw) => Samples;
  /** Words whose places it wants to know when it judges: they stand in `look.mentions`. As keywords, but nothing is tried there. */
  readonly mentions?: readonly string[];
}

/**
 * The keywords are looked for first, in one pass for all rules; the pattern is tried only where one of them stands, so
 * it must be linear but need not be fast.
 */
export interface KeywordRule extends RuleFacts {
  /** Lower case, three characters or more; matched in any case. */
  readonly keywords: readonly string[];
  /**
   * Only where this stands behind a keyword: something of eight characters that is no plain word (`value`), or
   * `user:password@` (`password`). Most keywords stand in code, and then nothing is tried.
   */
  readonly followedBy?: 'value' | 'password';
  /** Asked before the pattern is tried at a keyword; only for rules that begin there. */
  readonly where?: (look: Look, at: number) => boolean;
  /** How many characters before and after a keyword the pattern may match; `at`: it begins with the keyword. */
  readonly reach: number | 'at';
  /** Must have a group `value`: the secret itself, and nothing else, is what gets a fingerprint. */
  readonly pattern: RegExp;
  readonly judge?: (hit: Hit) => Judgement;
}

/** `base64` and `base64url` end with up to two `=`; `uuid` is hex in groups of 8-4-4-4-12. */
export type Alphabet = 'hex' | 'base58' | 'alphanumeric' | 'base64' | 'base64url' | 'uuid';

/**
 * Tried at every unbroken run of one alphabet, wherever it stands: needs no keyword. The runs of all rules are found in
 * one hand-written pass, so a rule costs nothing where there is no run of its length.
 */
export interface RunRule extends RuleFacts {
  readonly runs: {
    readonly alphabet: Alphabet;
    /** Both count, and so do the closing `=`. Short runs stand everywhere: from 20 on. */
    readonly lengths: readonly [least: number, most: number];
    /** The characters that may stand first (`5KL`): tried before the run becomes a text. */
    readonly begins?: string;
    /** The characters that may stand just before it (`.`, `:`); whatever stands there when absent. */
    readonly behind?: string;
    /** Only runs with a digit in them: most runs are names, and then they never become a text. */
    readonly withDigit?: true;
    /**
     * Only runs that words do not explain, and that nothing goes on behind (base64 behind a `+`): the engine knows names by
     * their letters, and no name becomes a text. What has marks in it passes, because some of them part a prefix from the
     * value, unless the rule takes it as it is.
     */
    readonly drawn?: true | 'with marks';
  };
  /**
   * Asked before the run becomes a text, and once for all rules that have the same one: false only where none of them would
   * find anything.
   */
  readonly where?: (look: Look, start: number, end: number) => boolean;
  /** `hit.value` is the run without what belongs to its surroundings (`\n`, `%3D`), and `hit.groups` is empty. */
  readonly judge: (hit: Hit) => Judgement;
}

/** What a pass of its own has found. The value need not stand in the text as it is (words that are joined, bytes). */
export interface Passed {
  readonly at: number;
  readonly length: number;
  readonly value: string;
  readonly severity?: Severity;
  readonly known?: string;
}

/** Looks at places that the engine found in its one pass: nothing is to be paid for a text that has none. */
export interface PassRule extends RuleFacts {
  readonly find: (look: Look) => Iterable<Passed>;
}

/** One kind of secret. */
export type Rule = KeywordRule | RunRule | PassRule;
