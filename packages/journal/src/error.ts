import type { TrailProblem } from './trail-verdict.ts';

export type JournalErrorCode =
  // the folder, its key and its file
  | 'STATE_UNWRITABLE'
  | 'STATE_NOT_PRIVATE'
  | 'KEY_UNSAFE'
  | 'KEY_MISSING'
  | 'JOURNAL_ABSENT'
  | 'SCHEMA_NEWER'
  // the store underneath
  | 'DISK_FULL'
  | 'JOURNAL_BUSY'
  | 'JOURNAL_DAMAGED'
  | 'JOURNAL_READ_ONLY'
  | 'JOURNAL_CLOSED'
  | 'JOURNAL_FAILED'
  // what was asked of it
  | 'INPUT_MALFORMED'
  | 'ENTRY_TOO_LARGE'
  | 'MEMORY_TOO_LARGE'
  | 'KIND_RESERVED'
  | 'RESTRICTION_UNKNOWN'
  | 'LEASE_NOT_HELD'
  | 'INTENT_UNKNOWN'
  | 'INTENT_SETTLED'
  | 'INTENT_OUT_OF_TURN'
  | 'INTENT_WHILE_HALTED';

export interface JournalErrorOptions extends ErrorOptions {
  /** The trail entry a JOURNAL_DAMAGED speaks of. */
  readonly entry?: number;
  readonly problem?: TrailProblem;
  /** Every wrong field of an INPUT_MALFORMED: its name and type, never its value. */
  readonly problems?: readonly string[];
}

export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly code: JournalErrorCode;
  readonly entry: number | undefined;
  readonly problem: TrailProblem | undefined;
  readonly problems: readonly string[];

  constructor(code: JournalErrorCode, message: string, options: JournalErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.entry = options.entry;
    this.problem = options.problem;
    this.problems = options.problems ?? [];
  }
}
