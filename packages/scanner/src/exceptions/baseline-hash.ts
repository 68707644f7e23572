import { scrypt } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ScannerError } from '../error.ts';
import { readSmallFile } from '../text/small-file.ts';
import type { HashAll } from './baseline.ts';

const slowly = promisify<Buffer, Buffer, number, object, Buffer>(scrypt);

/** 16 MB and some 30 ms a guess: a file that everybody can read must not be a quick oracle for short passphrases. */
const cost = { N: 2 ** 14, r: 8, p: 1 };

/** As many different values as one scan may hash: beyond it a baseline is the wrong means, and a run takes minutes. */
const most = 2000;

/** How many at once: what Node's own threads take. */
const atOnce = 4;

interface Options {
  readonly salt: Buffer;
  /** The repository's git folder, where hashes are remembered by fingerprint; only under the key that lies there too. */
  readonly gitFolder?: string;
}

/** Hashes under a baseline's salt. Throws ScannerError BASELINE_TOO_LARGE beyond 2,000 different values. */
export function hashingWith({ salt, gitFolder }: Options): HashAll {
  const cache =
    gitFolder === undefined ? undefined : new HashCache(join(gitFolder, 'gatehouse', 'baseline.hashes'), salt);
  return async (found) => {
    const fingerprints = new Map(found.map(({ finding, value }) => [value, finding.fingerprint]));
    if (fingerprints.size > most) {
      throw new ScannerError(
        'BASELINE_TOO_LARGE',
        `There are ${fingerprints.size} different values, and a baseline compares at most ${most}; leave folders out with .scanignore first.`,
      );
    }
    const hashes = new Map<string, string>();
    const waiting = [...fingerprints];
    const work = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const [value, fingerprint] = next;
        const known = cache?.get(fingerprint);
        const hash = known ?? (await slowly(Buffer.from(value), salt, 16, cost)).toString('hex');
        hashes.set(value, hash);
        cache?.set(fingerprint, hash);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    cache?.keep();
    return hashes;
  };
}

/** `fingerprint hash`, a line each. Damage costs time: what is not such a line is not read. */
class HashCache {
  readonly #file: string;
  readonly #head: string;
  readonly #known = new Map<string, string>();
  #isChanged = false;

  constructor(file: string, salt: Buffer) {
    this.#file = file;
    this.#head = `salt ${salt.toString('hex')}`;
    const read = readSmallFile(file, 1_000_000);
    const [first, ...lines] = 'text' in read ? read.text.split('\n') : [];
    if (first !== this.#head) return;
    for (const line of lines) {
      const { fingerprint, hash } = /^(?<fingerprint>[0-9a-f]{32}) (?<hash>[0-9a-f]{32})$/.exec(line)?.groups ?? {};
      if (fingerprint && hash) this.#known.set(fingerprint, hash);
    }
  }

  get(fingerprint: string): string | undefined {
    return this.#known.get(fingerprint);
  }

  set(fingerprint: string, hash: string): void {
    if (this.#known.get(fingerprint) === hash) return;
    this.#known.set(fingerprint, hash);
    this.#isChanged = true;
  }

  /** A folder that cannot be written to costs the next scan time and nothing else. */
  keep(): void {
    if (!this.#isChanged) return;
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      const draft = `${this.#file}.${process.pid}`;
      const lines = [...this.#known].slice(-10_000).map(([fingerprint, hash]) => `${fingerprint} ${hash}`);
      writeFileSync(draft, `${[this.#head, ...lines].join('\n')}\n`, { mode: 0o600 });
      renameSync(draft, this.#file);
      this.#isChanged = false;
    } catch {
      // The next scan hashes again.
    }
  }
}
