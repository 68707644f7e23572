/** What can go wrong between us and an exchange. The code names the step that failed. */
export type GuardErrorCode =
  | 'EXCHANGE_UNKNOWN'
  | 'CREDENTIALS_INCOMPLETE'
  | 'STAND_IN_REFUSED'
  | 'HOST_FOREIGN'
  | 'DOOR_CLOSED'
  | 'SETTING_LOCKED'
  | 'EGRESS_REFUSED'
  | 'VENUE_REFUSED'
  | 'VENUE_UNAVAILABLE'
  | 'VENUE_TIMEOUT'
  | 'VENUE_UNREACHABLE'
  | 'VENUE_MALFORMED'
  | 'ORDER_NOT_APPROVED'
  | 'ORDER_ALTERED'
  | 'LAST_LOOK'
  | 'CLEARANCE_FORGED'
  | 'CHECKLIST_INCOMPLETE'
  | 'CLEARANCE_REVOKED'
  | 'ID_OUT_OF_RANGE';

/** What the exchange itself said, where it said something: the HTTP status, its own code, and its words, scrubbed. */
export interface VenueAnswer {
  readonly status: number;
  readonly code?: string;
  readonly says?: string;
}

interface GuardErrorOptions {
  readonly cause?: unknown;
  readonly answer?: VenueAnswer;
  /** True when it is proven that no byte of the request left this machine. */
  readonly unsent?: boolean;
}

/**
 * The one error of this package: a stable code, a sentence with the thing to do, and the exchange's answer if there
 * was one. Addresses in it have lost their query, and the credentials are scrubbed out.
 */
export class GuardError extends Error {
  override readonly name = 'GuardError';
  readonly code: GuardErrorCode;
  readonly answer: VenueAnswer | undefined;
  readonly unsent: boolean;

  constructor(code: GuardErrorCode, message: string, options: GuardErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.answer = options.answer;
    this.unsent = options.unsent ?? false;
  }
}
