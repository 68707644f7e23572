/** A content as text, and how to count in it. */
export interface Text {
  readonly text: string;
  /** One character per byte (the fast form of UTF-8 and of every 8-bit encoding), or decoded UTF-16. */
  readonly isBytes: boolean;
}

export type Encoding = 'bytes' | 'utf-16le' | 'utf-16be' | 'binary';

/** Judges by the first 8 kB, as git does: a zero byte means binary, unless the text says that it is UTF-16. */
export function encodingOf(bytes: Buffer): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 8192);
  if (!head.includes(0)) return 'bytes';
  // Windows shells write UTF-16 without a mark: plain text has a zero in every second byte, and only there.
  const zeros = (side: 0 | 1) => head.filter((byte, index) => index % 2 === side && byte === 0).length;
  const most = (head.length / 2) * 0.8;
  if (zeros(1) > most && zeros(0) === 0) return 'utf-16le';
  if (zeros(0) > most && zeros(1) === 0) return 'utf-16be';
  return 'binary';
}

export function textOf(bytes: Buffer, encoding: Exclude<Encoding, 'binary'>): Text {
  if (encoding === 'bytes') return { text: bytes.toString('latin1'), isBytes: true };
  // Not TextDecoder: it drops the mark and would shift every offset.
  const little = encoding === 'utf-16le' ? bytes : Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
  return { text: little.toString('utf16le'), isBytes: false };
}
