import { doorsOf } from './inner-doors.ts';
import { canonical } from './observe-address.ts';
import type { Venue } from './venue.ts';

/**
 * Asks the exchange itself where it sees our requests come from: what its allow-list is compared with. Undefined where
 * it does not tell, and where it did not answer: an address service can still be asked then.
 */
export async function exchangeView(venue: Venue): Promise<string | undefined> {
  const { row, audit } = doorsOf(venue);
  if (row.ownView === undefined) return undefined;
  const { read, ...call } = row.ownView;
  try {
    const told = read(await audit(call));
    return typeof told === 'string' ? canonical(told.trim()) : undefined;
  } catch {
    return undefined;
  }
}

/** Longer than any spelling of an address. */
const longest = 45;

/**
 * Returns the address that an exchange names where it turns one down, as in "Request IP not in whitelist: 203.0.113.7";
 * undefined unless exactly one address stands in its words.
 */
export function addressNamedIn(words: string | undefined): string | undefined {
  const candidates = (words ?? '').slice(0, 1000).split(/[^0-9A-Fa-f.:]+/);
  const addresses = candidates.flatMap((candidate) => {
    const text = candidate.replace(/^[.:](?![.:])|\.$|(?<!:):$/g, '');
    // A word such as `face:` is made of the same letters; a lone number is no address either.
    if (text.length > longest || !/[0-9]/.test(text) || !/\..*\..*\.|:.*:/.test(text)) return [];
    return canonical(text) ?? [];
  });
  const [address, ...others] = [...new Set(addresses)];
  return others.length === 0 ? address : undefined;
}
