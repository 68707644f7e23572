import { readSync } from 'node:fs';
import type { Segment } from '../text/segment.ts';
import { Cutter } from './objects.ts';

/** A content of the next commit, as start/staged.sh hands it over. */
export interface HandedFile {
  readonly id: string;
  readonly size: number;
  /** Relative to the top of the work tree. */
  readonly path: string;
}

const head = /^(?<id>[0-9a-f]{40,64}) blob (?<size>\d+) :(?<path>.+)$/;
/** How git says that it knows no object by that name. */
const end = '..end missing';
const chunkSize = 1024 * 1024;

/**
 * Reads what was handed over, and gives each content to `look`, large ones in several segments. Returns false unless all
 * of it came, up to the end and not beyond: then what `look` was given is not what the next commit would write.
 */
export function readHanded(descriptor: number, look: (file: HandedFile, segment: Segment) => void): boolean {
  let isWhole = false;
  let isSound = true;
  const cutter = new Cutter<HandedFile>(
    (line) => {
      const file = fileIn(line);
      if (isWhole || (file === undefined && line !== end)) isSound = false;
      if (file === undefined) isWhole = true;
      return file;
    },
    (file, segment) => {
      look(file, segment);
      return isSound;
    },
  );
  const chunk = Buffer.allocUnsafeSlow(chunkSize);
  try {
    for (let filled = fill(descriptor, chunk); filled > 0 && isSound; filled = fill(descriptor, chunk)) {
      cutter.push(chunk.subarray(0, filled));
    }
  } catch (error) {
    // A descriptor that is closed, a folder, or does not wait.
    if ((error as NodeJS.ErrnoException).syscall !== 'read') throw error;
    return false;
  }
  return isWhole && isSound && cutter.isBetween;
}

/** A pipe gives 64 kB at a time; most contents are whole in one chunk, and then are not copied. */
function fill(descriptor: number, chunk: Buffer): number {
  let filled = 0;
  while (filled < chunk.length) {
    const read = readSync(descriptor, chunk, filled, chunk.length - filled, null);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}

function fileIn(line: string): HandedFile | undefined {
  const { id = '', size, path = '' } = head.exec(line)?.groups ?? {};
  return size === undefined ? undefined : { id, size: Number(size), path: pathIn(path) };
}

const marks: Readonly<Record<string, string>> = { a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r' };

/** A path as git writes it on a line: in quotes, and with escapes as in C, where it holds what would end a line. */
function pathIn(written: string): string {
  const bytes = /^".*"$/.test(written)
    ? written
        .slice(1, -1)
        .replace(/\\(?:(?<octal>[0-7]{3})|(?<mark>.))/g, (_, octal: string | undefined, mark: string) =>
          octal === undefined ? (marks[mark] ?? mark) : String.fromCharCode(Number.parseInt(octal, 8)),
        )
    : written;
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
