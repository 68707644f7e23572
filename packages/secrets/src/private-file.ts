import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';

/** What opening a file that holds secrets has shown; `problem` is the rest of a sentence that began with its name. */
export type Reading =
  | { readonly found: false }
  | { readonly found: true; readonly problem: string }
  | { readonly found: true; readonly problem?: never; readonly stats: Stats; readonly text: string };

/** A key is some hundred bytes, a `.env` some thousand: more than this is a mistake, or somebody's trap. */
const LARGEST = 256 * 1024;

/**
 * Reads a small regular file without following a link at its end. What is judged is what was read: both come from one
 * descriptor, so the file cannot be exchanged in between. Errors of the file system become a `problem`.
 */
export function readPrivately(path: string): Reading {
  let descriptor: number;
  try {
    // Without O_NONBLOCK a pipe of that name would make us wait for its writer for ever.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return refusal(error);
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { found: true, problem: 'is not a regular file: put one in its place.' };
    if (stats.size > LARGEST)
      return { found: true, problem: `is larger than ${LARGEST} bytes: it is not what it should be.` };
    const bytes = readFileSync(descriptor);
    try {
      // Drops a byte order mark as well: it would become part of the first name or of the key.
      return { found: true, stats, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    } catch {
      return { found: true, problem: 'is not UTF-8 text: save it again as plain text.' };
    } finally {
      bytes.fill(0);
    }
  } catch (error) {
    return refusal(error);
  } finally {
    closeSync(descriptor);
  }
}

function refusal(error: unknown): Reading {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { found: false };
  if (code === 'ELOOP') return { found: true, problem: 'is a link: put the file itself there.' };
  return {
    found: true,
    problem: `could not be read (${code}): let the user that runs the bot own it, with mode 0600.`,
  };
}
