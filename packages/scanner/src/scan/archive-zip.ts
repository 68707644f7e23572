import { type Entry, Refusal } from './archive-entry.ts';

const [endSignature, entrySignature, localSignature] = [0x06054b50, 0x02014b50, 0x04034b50];
/** The end record, and the longest comment that may follow it. */
const [endLength, longestEnd] = [22, 22 + 0xffff];

/** Yields the files that a zip's own directory lists. `inflate` turns what is packed into what it was. */
export function* zipEntries(bytes: Buffer, inflate: (packed: Buffer, isStored: boolean) => Buffer): Generator<Entry> {
  let at = directoryOf(bytes);
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === entrySignature) {
    const [flags, method, size] = [
      bytes.readUInt16LE(at + 8),
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
    ];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const [nameLength = 0, extraLength = 0, commentLength = 0] = [name, extra, comment];
    const path = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    at += 46 + nameLength + extraLength + commentLength;
    if (path.endsWith('/')) continue;
    if ((flags & 1) === 1) throw new Refusal('it is encrypted');
    if (method !== 0 && method !== 8) throw new Refusal('it is packed in a way that only few programs know');
    yield { path, bytes: inflate(packedAt(bytes, local, size), method === 0) };
  }
}

function directoryOf(bytes: Buffer): number {
  const least = Math.max(0, bytes.length - longestEnd);
  for (let at = bytes.length - endLength; at >= least; at--) {
    if (bytes.readUInt32LE(at) === endSignature) return bytes.readUInt32LE(at + 16);
  }
  throw new Refusal('it is damaged');
}

function packedAt(bytes: Buffer, local: number, size: number): Buffer {
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== localSignature) throw new Refusal('it is damaged');
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + size > bytes.length) throw new Refusal('it is damaged');
  return bytes.subarray(start, start + size);
}
