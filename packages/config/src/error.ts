export type ConfigErrorCode = 'CONFIG_INVALID' | 'SETTING_CONFLICT' | 'SETTING_MALFORMED';

/** What is wrong with the configuration: `problems` holds one sentence each, with the field's path and never a value. */
export class ConfigError extends Error {
  readonly code: ConfigErrorCode;
  readonly problems: readonly string[];

  constructor(code: ConfigErrorCode, problems: readonly string[], options?: { cause?: unknown }) {
    super(problems.join(' '), options);
    this.name = 'ConfigError';
    this.code = code;
    this.problems = problems;
  }
}
