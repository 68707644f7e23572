import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../report/finding.ts';

/** What is remembered beside the clean objects: the findings of one state of the refs. They hold no value. */
interface Report {
  readonly state: string;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

const fileIn = (gitFolder: string) => join(gitFolder, 'gatehouse', 'history.clean');

/** Whether anything may be remembered there, as fast as that can be told. */
export const isRemembered = (gitFolder: string) => existsSync(fileIn(gitFolder));

/**
 * Remembers which objects of a history were clean under which path, and what was found the last time, in the repository's own git folder.
 * The file is sealed under the key of the findings and a digest of the rules: with another key, with other rules, or
 * damaged in one bit, it is as if there were none. It can be missing, never wrong.
 */
export class HistoryMemory {
  readonly #file: string;
  readonly #key: string;
  readonly #clean = new Set<string>();
  #report: Report | undefined;

  /** `key`: a keyed digest of the rules. */
  constructor(gitFolder: string, key: string) {
    this.#file = fileIn(gitFolder);
    this.#key = key;
    this.#read();
  }

  get size(): number {
    return this.#clean.size;
  }

  isClean(key: string): boolean {
    return this.#clean.has(key);
  }

  /** What was found when the refs were as they are. */
  reportOf(state: string): Report | undefined {
    return this.#report?.state === state ? this.#report : undefined;
  }

  /** Adds what was found clean, each under a key on one line, and the report of this state. A folder that cannot be written to costs time, and nothing else. */
  remember(keys: Iterable<string>, report: Report): void {
    for (const key of keys) this.#clean.add(key);
    const body = Buffer.from([JSON.stringify(report), ...this.#clean].join('\n'), 'utf8');
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      const draft = `${this.#file}.${randomBytes(4).toString('hex')}`;
      writeFileSync(draft, Buffer.concat([this.#seal(body), body]), { mode: 0o600 });
      renameSync(draft, this.#file);
    } catch {
      // The next scan reads everything again.
    }
  }

  #read(): void {
    let content: Buffer;
    try {
      content = readFileSync(this.#file);
    } catch {
      return;
    }
    const [seal, body] = [content.subarray(0, 32), content.subarray(32)];
    if (seal.length !== 32 || !timingSafeEqual(seal, this.#seal(body))) return;
    const [report = '', ...keys] = body.toString('utf8').split('\n');
    this.#report = JSON.parse(report) as Report;
    for (const key of keys) this.#clean.add(key);
  }

  #seal(body: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(body).digest();
  }
}
