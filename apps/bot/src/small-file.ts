import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** More than this is no file of settings. */
const largest = 256 * 1024;

/**
 * Returns the bytes of a small regular file, and undefined for everything else: a pipe would be waited for, a device
 * has no end. What is wrong with such a file is said by those who need it.
 */
export function readSmallFile(path: string): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const status = fstatSync(descriptor);
    return status.isFile() && status.size <= largest ? readFileSync(descriptor) : undefined;
  } finally {
    closeSync(descriptor);
  }
}
