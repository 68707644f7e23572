import type { VenueAnswer } from '../error.ts';

/**
 * Tells by its code that an order was turned down before it could match. `but`: words of a refusal of an id that was used
 * before, by which an earlier attempt of ours did arrive. Whoever answers 5xx may have taken the order in.
 */
export function rejectedBy(codes: ReadonlySet<string>, but?: RegExp): (answer: VenueAnswer) => boolean {
  return ({ status, code, says }) =>
    status < 500 && code !== undefined && codes.has(code) && but?.test(says ?? '') !== true;
}
