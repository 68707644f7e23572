/** Binance's error answers, each with its code, its HTTP status and its text; `%s` is filled in order. */
export const refusals = {
  UNKNOWN: [-1000, 500, 'An unknown error occurred while processing the request.'],
  UNAUTHORIZED: [-1002, 401, 'You are not authorized to execute this request.'],
  TOO_MUCH_WEIGHT: [
    -1003,
    429,
    'Too much request weight used; current limit is %s request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.',
  ],
  FILTER: [-1013, 400, 'Filter failure: %s'],
  INVALID_QUANTITY: [-1013, 400, 'Invalid quantity.'],
  INVALID_PRICE: [-1013, 400, 'Invalid price.'],
  TOO_MANY_ORDERS: [-1015, 429, 'Too many new orders; current limit is %s orders per %s.'],
  UNSUPPORTED: [-1020, 400, 'This operation is not supported.'],
  OUTSIDE_WINDOW: [-1021, 400, 'Timestamp for this request is outside of the recvWindow.'],
  AHEAD_OF_SERVER: [-1021, 400, "Timestamp for this request was 1000ms ahead of the server's time."],
  INVALID_SIGNATURE: [-1022, 400, 'Signature for this request is not valid.'],
  ILLEGAL_CHARACTERS: [-1100, 400, "Illegal characters found in parameter '%s'; legal range is '%s'."],
  DUPLICATE_PARAMETER: [-1101, 400, 'Duplicate values for a parameter detected.'],
  MISSING: [-1102, 400, "Mandatory parameter '%s' was not sent, was empty/null, or malformed."],
  MISSING_EITHER: [-1102, 400, "Param '%s' or '%s' must be sent, but both were empty/null!"],
  UNREAD: [-1104, 400, "Not all sent parameters were read; read '%s' parameter(s) but was sent '%s'."],
  EMPTY: [-1105, 400, "Parameter '%s' was empty."],
  NOT_REQUIRED: [-1106, 400, "Parameter '%s' sent when not required."],
  TOO_PRECISE: [-1111, 400, "Parameter '%s' has too much precision."],
  TIME_IN_FORCE_NOT_REQUIRED: [-1114, 400, 'TimeInForce parameter sent when not required.'],
  INVALID_TIME_IN_FORCE: [-1115, 400, 'Invalid timeInForce.'],
  INVALID_TYPE: [-1116, 400, 'Invalid orderType.'],
  INVALID_SIDE: [-1117, 400, 'Invalid side.'],
  INVALID_INTERVAL: [-1120, 400, 'Invalid interval.'],
  INVALID_SYMBOL: [-1121, 400, 'Invalid symbol.'],
  INVALID_COMBINATION: [-1128, 400, 'Combination of optional parameters invalid.'],
  INVALID_PARAMETER: [-1130, 400, "Data sent for parameter '%s' is not valid."],
  WINDOW_TOO_LONG: [-1131, 400, 'recvWindow must be less than 60000.'],
  INVALID_JSON: [-1135, 400, "JSON sent for parameter '%s' is not valid"],
  INVALID_CANCEL_RESTRICTIONS: [-1145, 400, 'cancelRestrictions has to be either ONLY_NEW or ONLY_PARTIALLY_FILLED.'],
  INSUFFICIENT_BALANCE: [-2010, 400, 'Account has insufficient balance for requested action.'],
  DUPLICATE_ORDER: [-2010, 400, 'Duplicate order sent.'],
  WOULD_TAKE: [-2010, 400, 'Order would immediately match and take.'],
  NO_LIQUIDITY: [-2010, 400, 'Order book liquidity is less than `LOT_SIZE` filter minimum quantity.'],
  UNKNOWN_ORDER: [-2011, 400, 'Unknown order sent.'],
  CANCEL_RESTRICTED: [-2011, 400, 'Order was not canceled due to cancel restrictions.'],
  NO_SUCH_ORDER: [-2013, 400, 'Order does not exist.'],
  KEY_FORMAT: [-2014, 401, 'API-key format invalid.'],
  REJECTED_KEY: [-2015, 401, 'Invalid API-key, IP, or permissions for action.'],
  ARCHIVED: [-2026, 400, 'Order was canceled or expired with no executed qty over 90 days ago and has been archived.'],
  MONEY_STAYS: [-4019, 400, 'The current currency is not open for withdrawal.'],
} as const satisfies Readonly<Record<string, readonly [code: number, http: number, text: string]>>;

export type RefusalName = keyof typeof refusals;

/** An answer that says no. It travels as an exception, and the HTTP edge writes it out. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: RefusalName;
  readonly code: number;
  readonly http: number;

  constructor(reason: RefusalName, ...details: readonly string[]) {
    const [code, http, text] = refusals[reason];
    const left = [...details];
    super(text.replaceAll('%s', () => left.shift() ?? ''));
    this.reason = reason;
    this.code = code;
    this.http = http;
  }
}
