import type { Secret } from '@gatehouse/secrets';
import { Redactor } from '@gatehouse/secrets';

/** Takes credentials, and the query of every address, out of text that comes from ccxt or from an exchange. */
export type Scrub = (text: string) => string;

/** A scrubber that knows these credentials by value. Control characters go too: the text ends in logs and terminals. */
export function scrubberOf(secrets: Iterable<Secret>): Scrub {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.add(secret);
  return (text) =>
    redactor
      .scrub(text.slice(0, 64_000))
      .replace(/(\bhttps?:\/\/[^\s?#"']*)[?#][^\s"']*/g, '$1')
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, 500);
}

/** A copy of an error that is safe to keep as a cause: its name and scrubbed words, without stack or properties. */
export function scrubbedCause(error: unknown, scrub: Scrub): Error {
  const copy = new Error(scrub(error instanceof Error ? error.message : typeof error));
  copy.name = error instanceof Error ? error.constructor.name : 'Error';
  delete copy.stack;
  return copy;
}
