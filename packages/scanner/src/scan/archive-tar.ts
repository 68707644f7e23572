import { type Entry, Refusal } from './archive-entry.ts';

const block = 512;

/** Yields the files of a tar, with long names in the GNU and the POSIX way. */
export function* tarEntries(bytes: Buffer): Generator<Entry> {
  let longName: string | undefined;
  for (let at = 0; at + block <= bytes.length; ) {
    if (bytes[at] === 0) return;
    const size = sizeAt(bytes, at + 124);
    const [start, end] = [at + block, at + block + size];
    if (end > bytes.length) throw new Refusal('it is damaged');
    const content = bytes.subarray(start, end);
    const kind = String.fromCharCode(bytes[at + 156] || 0x30);
    const prefix = textAt(bytes, at + 345, 155);
    const shortName = `${prefix === '' ? '' : `${prefix}/`}${textAt(bytes, at, 100)}`;
    at = start + Math.ceil(size / block) * block;

    if (kind === 'L') longName = textAt(content, 0, content.length);
    else if (kind === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1] ?? longName;
    else {
      if (kind === '0' || kind === '7') yield { path: longName ?? shortName, bytes: content };
      longName = undefined;
    }
  }
}

function textAt(bytes: Buffer, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? field.length : end);
}

/** Octal digits, or a number whose first bit says that it is one. */
function sizeAt(bytes: Buffer, at: number): number {
  if (((bytes[at] ?? 0) & 0x80) !== 0) return bytes.readUIntBE(at + 6, 6);
  const digits = textAt(bytes, at, 12).trim();
  if (!/^[0-7]*$/.test(digits)) throw new Refusal('it is damaged');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}
