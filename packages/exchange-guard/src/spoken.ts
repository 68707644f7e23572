import type { SignedRequest } from './ccxt-class.ts';
import type { Door, VenueRow } from './venues/row.ts';

/** What a request says to the exchange, and the body it is sent with. */
export interface Spoken {
  readonly says: string | undefined;
  readonly body: string | undefined;
}

/**
 * Returns what a signed request says: its body, or what stands in a header. What a header says is signed there, and a
 * body beside it is not: nothing could be compared with what the exchange makes of that, so none is sent.
 */
export function spoken(
  { saysInHeader }: Pick<VenueRow, 'saysInHeader'>,
  { use }: Pick<Door, 'use'>,
  { headers, body }: Pick<SignedRequest, 'headers' | 'body'>,
): Spoken {
  const text = typeof body === 'string' ? body : undefined;
  if (saysInHeader === undefined || use === 'public') return { says: text, body: text };
  return { says: decoded(headers?.[saysInHeader]), body: undefined };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text behind base64 that is written in the one way there is; undefined for any other. */
function decoded(told: unknown): string | undefined {
  if (typeof told !== 'string') return undefined;
  const bytes = Buffer.from(told, 'base64');
  if (bytes.toString('base64') !== told) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
