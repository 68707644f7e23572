import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** What became of reading a file that people write by hand. */
export type SmallFile = { readonly text: string } | { readonly missing: true } | { readonly problem: string };

/** Reads a text file of at most `most` bytes. Opens no pipe or device: one of that name would make a hook wait for ever. */
export function readSmallFile(path: string, most: number): SmallFile {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { missing: true } : { problem: `could not be opened (${code})` };
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { problem: 'is not a file' };
    if (stats.size > most) return { problem: `is larger than ${most} bytes` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(descriptor)) };
  } catch {
    return { problem: 'is not UTF-8 text' };
  } finally {
    closeSync(descriptor);
  }
}
