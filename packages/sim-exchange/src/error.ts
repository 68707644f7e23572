/** What can be wrong with the way the simulated exchange is started or asked; never an answer to an API request. */
export type SimExchangeErrorCode =
  | 'OPTION_INVALID'
  | 'CANDLES_INVALID'
  | 'PORT_BUSY'
  | 'LISTEN_FAILED'
  | 'GRANT_INVALID'
  | 'KEY_UNKNOWN'
  | 'NOT_LOCK_STEP'
  | 'CLOSED'
  | 'ASK_INVALID';

/** One clear sentence: what was wrong, by name and kind, and the one thing to do. */
export class SimExchangeError extends Error {
  override readonly name = 'SimExchangeError';
  readonly code: SimExchangeErrorCode;

  constructor(code: SimExchangeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
