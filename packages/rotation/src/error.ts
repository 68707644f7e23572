export type RotationErrorCode = 'RECORD_IN_FUTURE' | 'RECORD_MALFORMED';

/** What is wrong with a rotation record: a stable code, and a sentence that names it and says what to do. */
export class RotationError extends Error {
  override readonly name = 'RotationError';
  readonly code: RotationErrorCode;

  constructor(code: RotationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
