import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * Remembers which git objects hold none of some needles, so that an unchanged history is not read twice. An object's id
 * is the hash of its content, so what was clean stays clean, in any repository.
 *
 * The file: a head that names the needles by four bytes of a digest, then blocks of `count, ids, crc32`, each written in
 * one append. A block that was cut off or damaged ends the memory there: it can be short, never wrong.
 */
export class Seen {
  readonly #file: string | undefined;
  readonly #head: Buffer;
  readonly #ids = new Set<string>();
  #isWhole = false;

  /** Without a folder it remembers nothing beyond this search. `label`: whose needles; `digest`: which needles. */
  constructor(place: { folder: string; label: string } | undefined, digest: Uint8Array) {
    this.#file = place && join(place.folder, `${place.label.replace(/[^\w.-]/g, '_')}.clean`);
    this.#head = Buffer.concat([magic, digest]);
    if (this.#file !== undefined) this.#read(this.#file);
  }

  has(id: string): boolean {
    return this.#ids.has(shortened(id));
  }

  get size(): number {
    return this.#ids.size;
  }

  /** Adds ids found clean. A folder that cannot be written to costs the next search time and nothing else. */
  remember(ids: readonly string[]): void {
    const fresh = ids.map(shortened).filter((id) => !this.#ids.has(id));
    for (const id of fresh) this.#ids.add(id);
    if (this.#file === undefined || fresh.length === 0) return;
    try {
      if (this.#isWhole) appendFileSync(this.#file, blockOf(fresh));
      else this.#rewrite(this.#file);
    } catch {
      this.#isWhole = false;
    }
  }

  #read(file: string): void {
    let content: Buffer;
    try {
      content = readFileSync(file);
    } catch {
      return;
    }
    if (!content.subarray(0, this.#head.length).equals(this.#head)) return;
    let at = this.#head.length;
    for (let block = blockAt(content, at); block; block = blockAt(content, at)) {
      for (const id of block.ids) this.#ids.add(id);
      at = block.end;
    }
    this.#isWhole = at === content.length;
  }

  #rewrite(file: string): void {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const draft = `${file}.draft`;
    writeFileSync(draft, Buffer.concat([this.#head, blockOf([...this.#ids])]), { mode: 0o600 });
    renameSync(draft, file);
    this.#isWhole = true;
  }
}

const magic = Buffer.from('GHCLEAN1');

// Twelve bytes of an id: two objects of one repository that agree in them are not met.
const idBytes = 12;

const shortened = (id: string) => Buffer.from(id.slice(0, idBytes * 2), 'hex').toString('latin1');

function blockOf(ids: readonly string[]): Buffer {
  const body = Buffer.alloc(4 + ids.length * idBytes);
  body.writeUInt32LE(ids.length);
  for (const [index, id] of ids.entries()) body.write(id, 4 + index * idBytes, 'latin1');
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(body));
  return Buffer.concat([body, sum]);
}

function blockAt(content: Buffer, at: number): { ids: string[]; end: number } | undefined {
  if (at + 8 > content.length) return undefined;
  const count = content.readUInt32LE(at);
  const sumAt = at + 4 + count * idBytes;
  if (count === 0 || sumAt + 4 > content.length) return undefined;
  if (crc32(content.subarray(at, sumAt)) !== content.readUInt32LE(sumAt)) return undefined;
  const ids = Array.from({ length: count }, (_, i) =>
    content.toString('latin1', at + 4 + i * idBytes, at + 4 + (i + 1) * idBytes),
  );
  return { ids, end: sumAt + 4 };
}
