/** One line of the log as `start` prints it where no terminal reads it. */
export interface LogRecord {
  readonly level?: string;
  readonly msg?: string;
  readonly check?: string;
  readonly result?: string;
  readonly fix?: string;
  readonly summary?: Summary;
  readonly [field: string]: unknown;
}

export interface Summary {
  readonly orders: number;
  readonly rejected: number;
  readonly fills: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly simulator?: Readonly<Record<string, unknown>>;
}

/** Reads the log lines among what was printed. */
export function recordsOf(text: string): readonly LogRecord[] {
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    try {
      return [JSON.parse(line) as LogRecord];
    } catch {
      return [];
    }
  });
}

export function summaryOf(text: string): Summary {
  const found = recordsOf(text).findLast(({ summary }) => summary !== undefined)?.summary;
  if (found === undefined) throw new Error(`No summary was printed:\n${text}`);
  return found;
}
