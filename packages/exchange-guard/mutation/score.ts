/** What Stryker reports, as far as it is read here. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Score {
  readonly source: string;
  readonly noticed: number;
  readonly of: number;
}

export interface Survivor {
  readonly at: string;
  readonly change: string;
}

const noticed = new Set(['Killed', 'Timeout', 'RuntimeError', 'CompileError']);

export function scoreOf(source: string, report: Report): Score {
  const mutants = mutantsOf(source, report);
  return { source, noticed: mutants.filter(({ status }) => noticed.has(status)).length, of: mutants.length };
}

/** What no test noticed: where, and what was changed into what. */
export function survivorsOf(source: string, report: Report): readonly Survivor[] {
  const text = fileOf(source, report)?.source.split('\n') ?? [];
  return mutantsOf(source, report)
    .filter(({ status }) => !noticed.has(status))
    .map(({ location: { start, end }, mutatorName, replacement = '', status }) => {
      const line = text[start.line - 1] ?? '';
      const was =
        start.line === end.line ? line.slice(start.column - 1, end.column - 1) : `${line.slice(start.column - 1)} …`;
      const change = `${shown(was)} -> ${shown(replacement)}`;
      const seen = status === 'NoCoverage' ? ', where no test comes' : '';
      return { change, at: `${start.line}:${start.column} ${mutatorName}${seen}` };
    });
}

const mutantsOf = (source: string, report: Report): readonly Mutant[] =>
  (fileOf(source, report)?.mutants ?? []).filter(({ status }) => status !== 'Ignored');

const fileOf = (source: string, { files }: Report) =>
  Object.entries(files).find(([path]) => path.endsWith(`src/${source}`))?.[1];

const shown = (code: string): string => code.replace(/\s+/g, ' ').slice(0, 90);

export function lineOf({ source, noticed, of }: Score): string {
  const share = of === 0 ? '' : `${((100 * noticed) / of).toFixed(1)} %`;
  return `${source.padEnd(24)}${share.padStart(8)}  ${noticed} of ${of} noticed`;
}
