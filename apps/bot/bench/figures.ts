/** Medians and tails of a series, in the unit that it was measured in. */
export interface Figures {
  readonly p50: number;
  readonly p95: number;
  readonly count: number;
}

export function figuresOf(series: readonly number[]): Figures {
  const sorted = [...series].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), count: sorted.length };
}

/** A row of the report: what was measured, beside what, and whether the bar that we set ourselves was held. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly beside: string;
  readonly bar?: { readonly says: string; readonly held: boolean };
}

export function printRows(title: string, rows: readonly Row[], print: (line: string) => void): void {
  print(`\n${title}`);
  for (const row of rows) {
    const verdict = row.bar === undefined ? '' : `  [bar ${row.bar.says}: ${row.bar.held ? 'held' : 'NOT HELD'}]`;
    print(`  ${row.what.padEnd(44)} ${row.measured.padStart(18)}   ${row.beside}${verdict}`);
  }
}
