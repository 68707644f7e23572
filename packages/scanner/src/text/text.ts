/** A content as text, and how to count in it. */
export interface Text {
  readonly text: string;
  /** One character per byte (the fast form of UTF-8 and of every 8-bit encoding), or decoded UTF-16. */
  readonly isBytes: boolean;
}

export type Encoding = 'bytes' | 'utf-16le' | 'utf-16be' | 'binary';

/**
 * Judges by the first 8 kB: text has no control characters but those that move a cursor. Zeros alone do not make a content
 * binary, because logs and tars are padded with them; as every second byte they make it UTF-16.
 */
export function encodingOf(bytes: Buffer): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 8192);
  if (!head.includes(0)) return 'bytes';
  const { even, odd, controls } = countsIn(head);
  // Windows shells write UTF-16 without a mark: its zeros stand in every second byte and nowhere else, one for each blank,
  // digit and Latin letter, and there are some of these in other scripts, too.
  const some = Math.max(4, head.length * 0.02);
  if (odd > some && even === 0) return 'utf-16le';
  if (even > some && odd === 0) return 'utf-16be';
  return controls * 1000 > head.length - even - odd || even + odd === head.length ? 'binary' : 'bytes';
}

function countsIn(head: Buffer): { even: number; odd: number; controls: number } {
  let [even, odd, controls] = [0, 0, 0];
  for (let at = 0; at < head.length; at++) {
    const byte = head[at] as number;
    if (byte === 0 && at % 2 === 0) even++;
    else if (byte === 0) odd++;
    // Tab, line ends and escape stand in logs.
    else if (byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 27) controls++;
  }
  return { even, odd, controls };
}

export function textOf(bytes: Buffer, encoding: Exclude<Encoding, 'binary'>): Text {
  if (encoding === 'bytes') return { text: bytes.toString('latin1'), isBytes: true };
  // Not TextDecoder: it drops the mark and would shift every offset.
  const little = encoding === 'utf-16le' ? bytes : Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
  return { text: little.toString('utf16le'), isBytes: false };
}
