import { looksDrawn } from '../judge/randomness.ts';

/** A run that could be a key: as long as the shortest that exchanges draw, with letters of both cases and digits. */
const run = /[A-Za-z0-9+=_-]{18,}/g;
const isMixed = (text: string) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text);

/**
 * Takes out of a path what looks like a key: somebody may have named a file after one. Hashes in lower-case hex stay,
 * because many names are made of them, and so do words.
 */
export function safeName(path: string): string {
  return path.replace(run, (text) => {
    const parts = text
      .split(/([=_-])/)
      .map((part) => (isMixed(part) && part.length >= 18 && looksDrawn(part) ? '[masked]' : part));
    const whole = parts.join('');
    return whole === text && isMixed(text) && text.length >= 32 && looksDrawn(text) ? '[masked]' : whole;
  });
}
