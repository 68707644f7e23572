import type { Asked } from '../command-line.ts';
import type { Counts } from '../find/counts.ts';
import type { Rule } from '../judge/rule.ts';
import type { Finding } from './finding.ts';

/** What a report needs to know of a rule. */
export type Described = Pick<Rule, 'id' | 'severity' | 'finds' | 'fix'>;

/** Findings that stay, and why: counted, so that what is passed over is never silent. */
export interface Excused {
  /** By a comment with a reason. */
  readonly allowed: number;
  /** By a line in .scanignore. */
  readonly ignored: number;
  /** By the baseline; of these, `moved` stand at another path than it says. */
  readonly baselined: number;
  readonly moved: number;
}

/** How much was looked at. */
export type Extent = Pick<Counts, 'contents' | 'bytes' | 'binary' | 'unread'> & Partial<Counts>;

export interface Told {
  readonly what: Asked | 'own';
  readonly findings: readonly Finding[];
  readonly looked: Extent;
  readonly excused: Excused;
  /** Sentences beside the findings, such as an exception that no longer excuses anything. */
  readonly notes: readonly string[];
  readonly rules: readonly Described[];
}

/** What each way of reporting prints on stdout. None of them can print a value: a finding holds none. */
export type Report = (told: Told) => string;

/** The shape that the design fixes: `{ "findings": [...] }`. */
export const reportJson: Report = ({ findings }) => `${JSON.stringify({ findings }, undefined, 2)}\n`;

/** Only what blocks makes a scan end with 1. */
export const isBlocking = ({ severity }: Finding) => severity === 'block';

/** 1: a secret. 2: none, and not all could be read, so nothing is known to be clean. */
export const exitCodeOf = (findings: readonly Finding[], { unread }: Pick<Extent, 'unread'>) =>
  findings.some(isBlocking) ? 1 : unread > 0 ? 2 : 0;

/** What the text and SARIF say of a finding beside its place and rule, each in a few words. */
export function factsOf({ commit, inHead, pushed, known, pair, decoded, bareAllow }: Finding): readonly string[] {
  return [
    commit === undefined ? '' : `commit ${commit}`,
    inHead === undefined ? '' : inHead ? 'value still in HEAD' : 'only in the history',
    pushed === undefined ? '' : pushed ? 'pushed' : 'not pushed',
    known === undefined ? '' : `publicly known: ${known}`,
    pair === undefined ? '' : `of pair ${pair}`,
    decoded === undefined ? '' : `in ${decoded}`,
    bareAllow === undefined ? '' : 'its gatehouse-allow gives no reason of ten letters',
  ].filter(Boolean);
}
