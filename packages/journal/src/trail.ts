import { JournalError } from './error.ts';
import { textOf } from './json.ts';
import { beginning, type Mark, type Seals } from './seals.ts';
import type { Store, Written } from './store.ts';
import { entryFrom, lineAfter, type TrailEntry, type TrailRow } from './trail-line.ts';
import type { TrailHead } from './trail-verdict.ts';

/** Characters of JSON in one entry's detail; an adopted baseline with thousands of orders still fits. */
const longestDetail = 256 * 1024;

/** The append-only chain: each entry is sealed over its own place and its predecessor's hash. */
export class Trail {
  readonly #store: Store;
  readonly #seals: Seals;
  readonly #clock: () => Date;
  readonly #actor: string;
  #writing = false;
  /** The newest entry, known for as long as a write transaction of ours keeps others from adding one. */
  #tip: Mark | undefined;

  constructor(store: Store, seals: Seals, { clock, actor }: { clock: () => Date; actor: string }) {
    this.#store = store;
    this.#seals = seals;
    this.#clock = clock;
    this.#actor = actor;
  }

  /** Runs work in one write transaction; what it appends is on disk when this returns. */
  write<Result>(work: () => Result): Result {
    try {
      return this.#store.write(() => {
        this.#writing = true;
        return work();
      });
    } finally {
      this.#writing = false;
      this.#tip = undefined;
    }
  }

  head(): Mark {
    if (!this.#writing) return this.#readHead();
    this.#tip ??= this.#readHead();
    return this.#tip;
  }

  /** Adds an entry and moves the head; must run inside `write`. Returns it as a reader will see it. */
  append(kind: string, detail: unknown): Written<never> {
    const text = textOf(detail, `the detail of a ${kind} entry`);
    if (text.length > longestDetail) {
      throw new JournalError(
        'ENTRY_TOO_LARGE',
        `the detail of a ${kind} entry is ${text.length} characters of JSON: keep it within ${longestDetail}`,
      );
    }
    const at = this.#clock().toISOString();
    const previous = this.head();
    const line = lineAfter(previous, { at, actor: this.#actor, kind, detail: text });
    const mark = { sequence: previous.sequence + 1, hash: this.#seals.entry(line) };
    this.#store.run('INSERT INTO trail (sequence, line, hash) VALUES (?, ?, ?)', mark.sequence, line, mark.hash);
    this.#store.run(
      'INSERT OR REPLACE INTO head (id, sequence, hash, seal) VALUES (1, ?, ?, ?)',
      mark.sequence,
      mark.hash,
      this.#seals.head(mark),
    );
    this.#tip = mark;
    return { sequence: mark.sequence, at, detail: JSON.parse(text) as never };
  }

  /** Seals what is written so far, so that the next start need not read behind it. */
  sealCheckpoint(): void {
    const mark = this.head();
    const at = this.#clock().toISOString();
    this.#store.run(
      'INSERT INTO checkpoint (sequence, hash, at, seal) VALUES (?, ?, ?, ?)',
      mark.sequence,
      mark.hash,
      at,
      this.#seals.checkpoint(mark, at),
    );
  }

  isSealed(): boolean {
    return this.lastCheckpoint().sequence === this.head().sequence;
  }

  lastCheckpoint(): Mark {
    return this.#store.get<Mark>('SELECT sequence, hash FROM checkpoint ORDER BY sequence DESC LIMIT 1') ?? beginning;
  }

  entries({ after = 0, limit = Number.POSITIVE_INFINITY, kind }: TrailFilter = {}): readonly TrailEntry[] {
    const found: TrailEntry[] = [];
    if (limit <= 0) return found;
    // The kind stands in the sealed line alone: a column of its own could be altered without a trace.
    for (const row of this.#store.each<TrailRow>('SELECT * FROM trail WHERE sequence > ? ORDER BY sequence', after)) {
      const entry = entryFrom(row);
      if (kind !== undefined && entry.kind !== kind) continue;
      found.push(entry);
      if (found.length >= limit) break;
    }
    return found;
  }

  #readHead(): Mark {
    return this.#store.get<Mark>('SELECT sequence, hash FROM head') ?? beginning;
  }
}

export interface TrailFilter {
  /** Only entries with a higher sequence. */
  readonly after?: number;
  /** At most so many, counted from the oldest; all of them when absent. */
  readonly limit?: number;
  readonly kind?: string;
}

/** The head as people carry it. */
export function headAt({ sequence, hash }: Mark): TrailHead {
  return { sequence, hash, anchor: `${sequence}-${hash}` };
}
