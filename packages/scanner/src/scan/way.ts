import type { FinderFor } from '../find/content.ts';
import type { Counts } from '../find/counts.ts';
import type { Match } from '../find/find.ts';
import type { Environment, Git } from '../git/git.ts';
import type { Finding } from '../report/finding.ts';
import type { UserRule } from '../rules/user-rules.ts';

/** What is looked through, and how: what every way of looking is given. */
export interface Target {
  readonly root: string;
  readonly folder: string;
  /** A single file in `folder`. */
  readonly only: string | undefined;
  /** Whether no path was asked for. */
  readonly isWhole: boolean;
  readonly env: Environment;
  readonly finderFor: FinderFor;
  /** What worker threads make the same rules of; absent when the rules are the caller's own and cannot be sent. */
  readonly shared: SharedRules | undefined;
  readonly ready: Ready | undefined;
  readonly archives: boolean;
  readonly unreachable: boolean;
  readonly revisions: readonly string[] | undefined;
  readonly input: AsyncIterable<Uint8Array> | undefined;
  /** Where what is staged comes from, unless from git. */
  readonly handed: number | undefined;
  /** Whether the caller asks for values, which no cache holds. */
  readonly wantsValues: boolean;
  readonly counts: Counts;
  /** Sentences for the reader about what was not looked at. */
  readonly notes: string[];
  progress(done: number, total?: number): void;
}

/** What an install makes ready, so that a scan begins sooner; none of it changes what is found. */
export interface Ready {
  /** The engine's tables of the rules there are; not used where there are more rules, or others. */
  readonly tables: Uint8Array;
  /** The file with which a worker thread begins. */
  readonly thread?: string;
  /** Of this package's sources; see rules-digest.ts. */
  readonly digest?: string;
}

export interface SharedRules {
  readonly userRules: readonly UserRule[];
}

/** A match with its place. */
export interface HeldMatch {
  readonly match: Match;
  readonly path: string;
  readonly commit?: string;
  readonly inHead?: boolean;
  readonly pushed?: boolean;
}

export interface Looked {
  readonly matches: readonly HeldMatch[];
  /** Where the key of the fingerprints lies. */
  readonly git?: Git;
  /** The same, where it is known. */
  readonly gitFolder?: string;
  /** What an unchanged history had the last time. */
  readonly remembered?: readonly Finding[];
  /** Hears the findings, to remember them. */
  readonly remember?: (findings: readonly Finding[]) => void;
}

export type Way = (target: Target) => Promise<Looked>;
