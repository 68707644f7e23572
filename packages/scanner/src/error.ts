/** What went wrong, by the step that failed. */
export type ScannerErrorCode =
  | 'USAGE'
  | 'PATH_MISSING'
  | 'PATH_UNREADABLE'
  | 'GIT_MISSING'
  | 'GIT_FAILED'
  | 'NOT_A_REPOSITORY'
  | 'REPOSITORY_NOT_OURS'
  | 'NEEDLE_TOO_SHORT'
  | 'IGNORE_MALFORMED'
  | 'IGNORE_EXPIRED'
  | 'BASELINE_MALFORMED'
  | 'BASELINE_TOO_LARGE'
  | 'RULES_MALFORMED'
  | 'OWN_KEY_MISSING'
  | 'VERIFY_REFUSED'
  | 'SEARCH_ABORTED'
  | 'WORKER_FAILED';

/** The only error this package throws on purpose. Its message is one sentence and never holds a value. */
export class ScannerError extends Error {
  readonly code: ScannerErrorCode;

  constructor(code: ScannerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ScannerError';
    this.code = code;
  }
}
