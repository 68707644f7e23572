import { gunzipSync, inflateRawSync } from 'node:zlib';
import { type Entry, Refusal } from './archive-entry.ts';
import { tarEntries } from './archive-tar.ts';
import { zipEntries } from './archive-zip.ts';

export type ArchiveKind = 'zip' | 'tar' | 'gzip';

/** What opening may cost; an archive of a few kilobytes can grow to terabytes. */
export interface Budget {
  entries: number;
  bytes: number;
}

export const budget = (): Budget => ({ entries: 10_000, bytes: 512 * 2 ** 20 });

const deepest = 2;

/** Up to this size, nobody asks how much an entry grew. */
const unsuspicious = 2 ** 20;
const steepest = 200;

/** Returns what kind of archive begins with these bytes. */
export function archiveKind(bytes: Uint8Array): ArchiveKind | undefined {
  const begins = (...codes: readonly number[]) => codes.every((code, index) => bytes[index] === code);
  if (begins(0x50, 0x4b, 3, 4)) return 'zip';
  if (begins(0x1f, 0x8b, 8)) return 'gzip';
  return Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar' ? 'tar' : undefined;
}

/**
 * Yields the files in an archive, and those of archives in it, two levels deep; `path` joins the levels with `!`.
 * Throws Refusal for one that is broken, encrypted, or would cost more than the budget.
 */
export function* entriesOf(bytes: Buffer, kind: ArchiveKind, path: string, left: Budget, depth = 1): Generator<Entry> {
  for (const entry of openers[kind](bytes, left)) {
    if (--left.entries < 0) throw new Refusal('it holds more than 10,000 files');
    const inner = archiveKind(entry.bytes);
    const name = entry.path === '' ? path : `${path}!${entry.path}`;
    // A compressed tar is one thing that has two wrappings.
    if (inner && (depth < deepest || (kind === 'gzip' && inner === 'tar'))) {
      yield* entriesOf(entry.bytes, inner, name, left, depth + 1);
    } else yield { path: name, bytes: entry.bytes };
  }
}

const openers: Readonly<Record<ArchiveKind, (bytes: Buffer, left: Budget) => Iterable<Entry>>> = {
  zip: (bytes, left) =>
    zipEntries(bytes, (packed, isStored) => grown(packed, isStored ? (same) => same : inflateRawSync, left)),
  tar: tarEntries,
  gzip: (bytes, left) => [{ path: '', bytes: grown(bytes, gunzipSync, left) }],
};

type Inflate = (packed: Buffer, limit: { readonly maxOutputLength: number }) => Buffer;

/** Inflates within the budget, and takes from it. */
function grown(packed: Buffer, inflate: Inflate, left: Budget): Buffer {
  const most = Math.max(1, Math.min(left.bytes, Math.max(unsuspicious, packed.length * steepest)));
  let bytes: Buffer;
  try {
    bytes = inflate(packed, { maxOutputLength: most });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Refusal(isTooLarge ? 'it would grow out of all proportion' : 'it is damaged');
  }
  left.bytes -= bytes.length;
  if (left.bytes < 0) throw new Refusal('it would grow out of all proportion');
  return bytes;
}
