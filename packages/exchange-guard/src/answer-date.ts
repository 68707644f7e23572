import type { IncomingHttpHeaders } from 'node:http';

/** How far the date of an answer may be off by being written in whole seconds, in ms, either way. */
export const DATE_EXACT_MS = 500;

const written = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Returns when a server says that it answered: the middle of the second that its `Date` header names. Undefined where
 * there is none, and where a cache answered in its place, whose date may be its own or that of a moment long ago.
 */
export function dateIn({ date = '', age = '0' }: IncomingHttpHeaders): Date | undefined {
  if (!written.test(date) || age !== '0') return undefined;
  const at = Date.parse(date);
  return Number.isNaN(at) ? undefined : new Date(at + DATE_EXACT_MS);
}

const dates = new WeakMap<object, Date | undefined>();

/** Keeps with an answer when it was given; the answer itself stays as it came. */
export function keepDate(answer: object, at: Date | undefined): void {
  dates.set(answer, at);
}

/** Returns when an answer was given, where its head said so. What is no answer at all was never given. */
export function dateOf(answer: unknown): Date | undefined {
  return dates.get(answer as object);
}
