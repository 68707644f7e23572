import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync } from 'node:fs';

/** A piece of a content. Pieces of one content follow each other and overlap, so that nothing hides on a border. */
export interface Segment {
  /** Valid until the next segment is asked for. */
  readonly bytes: Buffer;
  /** Where `bytes` begins in the content. */
  readonly offset: number;
  /** How many bytes at the start were already the end of the segment before. */
  readonly overlap: number;
  /** Whether the content ends here. */
  readonly last: boolean;
}

/** A content up to this size is one segment; a larger one never stands in memory whole. */
export const segmentSize = 8 * 1024 * 1024;

/** Longer than any key, any rule's reach on both sides, and any private key together. */
export const segmentOverlap = 64 * 1024;

let shared: Buffer | undefined;

/**
 * Yields a file's content. Follows no link (a link's content is the path it holds, as in git), opens no device, pipe or
 * socket, and yields nothing for a folder or for a file that is gone.
 * Throws the file system's own error for one that cannot be read.
 */
export function* segmentsOfFile(path: string | Buffer): Generator<Segment> {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') yield { bytes: readlinkSync(path, 'buffer'), offset: 0, overlap: 0, last: true };
    // ENXIO: a socket.
    if (['ELOOP', 'ENOENT', 'ENOTDIR', 'ENXIO'].includes(code ?? '')) return;
    throw error;
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return;
    const { size } = stats;
    shared ??= Buffer.allocUnsafeSlow(segmentSize);
    let offset = 0;
    let kept = 0;
    for (;;) {
      const filled = kept + fill(descriptor, shared, kept, size - offset);
      const last = filled < shared.length;
      yield { bytes: shared.subarray(0, filled), offset, overlap: kept, last };
      if (last) return;
      kept = segmentOverlap;
      shared.copyWithin(0, filled - kept, filled);
      offset += filled - kept;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Cuts a stream into segments, as `segmentsOfFile` does with a file. A stream that is empty is one empty segment. */
export async function* segmentsOfStream(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Segment> {
  const buffer = Buffer.allocUnsafeSlow(segmentSize);
  let offset = 0;
  let kept = 0;
  let filled = 0;
  for await (const chunk of stream) {
    for (let from = 0; from < chunk.length; ) {
      // A full buffer goes on its way when more comes, because only then it is not the last.
      if (filled === buffer.length) {
        yield { bytes: buffer, offset, overlap: kept, last: false };
        kept = segmentOverlap;
        buffer.copyWithin(0, filled - kept, filled);
        offset += filled - kept;
        filled = kept;
      }
      const taken = chunk.subarray(from, from + buffer.length - filled);
      buffer.set(taken, filled);
      filled += taken.length;
      from += taken.length;
    }
  }
  yield { bytes: buffer.subarray(0, filled), offset, overlap: kept, last: true };
}

/** A content that is whole in memory, segment by segment. */
export function* segmentsOfBytes(bytes: Buffer): Generator<Segment> {
  for (let offset = 0; ; offset += segmentSize - segmentOverlap) {
    const last = offset + segmentSize >= bytes.length;
    const overlap = offset === 0 ? 0 : segmentOverlap;
    yield { bytes: bytes.subarray(offset, offset + segmentSize), offset, overlap, last };
    if (last) return;
  }
}

/**
 * Fills the buffer from `from` on, or up to the end of the file; one that grows meanwhile is read as far as it goes.
 * `size`: how much the file is said to hold, counted from the buffer's start; files of /proc say 0.
 */
function fill(descriptor: number, buffer: Buffer, from: number, size: number): number {
  let filled = from;
  while (filled < buffer.length) {
    const read = readSync(descriptor, buffer, filled, buffer.length - filled, null);
    filled += read;
    // One read is all that a small file needs: it asked for more than there was.
    if (read === 0 || (size > 0 && filled === size)) break;
  }
  return filled - from;
}
