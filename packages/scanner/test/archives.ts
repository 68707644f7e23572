import { crc32, deflateRawSync } from 'node:zlib';

type Files = Readonly<Record<string, string | Buffer>>;

/** Builds a zip as zip programs do; the options make it one that cannot be read. */
export function zipOf(files: Files, options: { isStored?: boolean; flags?: number; method?: number } = {}): Buffer {
  const { isStored = false, flags = 0, method = isStored ? 0 : 8 } = options;
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [path, content] of Object.entries(files)) {
    const [name, bytes] = [Buffer.from(path), Buffer.from(content)];
    const packed = isStored ? bytes : deflateRawSync(bytes);
    const facts = Buffer.alloc(22);
    facts.writeUInt16LE(flags, 2);
    facts.writeUInt16LE(method, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(name.length);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, lengths, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.alloc(2), facts, lengths, rest, name]));
    parts.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, entries, end]);
}

/** Builds a tar in the POSIX way, with GNU's entry for a long name. */
export function tarOf(files: Files): Buffer {
  const parts = Object.entries(files).flatMap(([path, content]) => {
    const bytes = Buffer.from(content);
    const long = path.length > 100 ? entryOf('././@LongLink', Buffer.from(`${path}\0`), 'L') : [];
    return [...long, ...entryOf(path.slice(0, 100), bytes, '0')];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function entryOf(path: string, bytes: Buffer, kind: string): Buffer[] {
  const header = Buffer.alloc(512);
  header.write(path);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(kind, 156);
  header.write('ustar\0', 257);
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}
