export type SecretsErrorCode =
  | 'SECRET_TOO_SHORT'
  | 'SECRET_NOT_TEXT'
  | 'SECRET_COERCED'
  | 'SECRET_WIPED'
  | 'SOURCE_UNKNOWN'
  | 'SOURCE_NOT_YET'
  | 'SOURCE_MALFORMED'
  | 'SOURCE_UNSAFE'
  | 'SOURCE_UNREADABLE'
  | 'EXCHANGE_MALFORMED'
  | 'DOTENV_UNSAFE'
  | 'DOTENV_CONFLICT'
  | 'CREDENTIALS_MISSING'
  | 'CREDENTIALS_MALFORMED';

/**
 * Everything this package refuses. The message names variables, files and types, never a value, and `problems` holds
 * the same sentences one by one when several things were wrong at once.
 */
export class SecretsError extends Error {
  readonly code: SecretsErrorCode;
  readonly problems: readonly string[];

  constructor(code: SecretsErrorCode, says: string | readonly string[], options?: { cause?: unknown }) {
    const problems = typeof says === 'string' ? [says] : [...says];
    super(problems.join(' '), options);
    this.name = 'SecretsError';
    this.code = code;
    this.problems = problems;
  }
}
