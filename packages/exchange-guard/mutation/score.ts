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
  /** Those among them that were noticed by nothing but running on for too long. */
  readonly late: number;
  readonly of: number;
}

/** The score of one source, and what no test noticed. */
export interface Judged extends Score {
  readonly survivors: readonly Survivor[];
}

export interface Survivor {
  readonly at: string;
  readonly change: string;
}

const noticed = new Set(['Killed', 'Timeout', 'RuntimeError', 'CompileError']);

export function judgedBy(source: string, report: Report): Judged {
  const mutants = mutantsOf(source, report);
  const survivors = survivorsOf(source, report);
  const late = mutants.filter(({ status }) => status === 'Timeout').length;
  return { source, noticed: mutants.length - survivors.length, late, of: mutants.length, survivors };
}

export function totalOf(scores: readonly Score[]): Score {
  const sum = (of: (score: Score) => number): number => scores.reduce((total, score) => total + of(score), 0);
  return {
    source: 'all of these',
    noticed: sum(({ noticed }) => noticed),
    late: sum(({ late }) => late),
    of: sum(({ of }) => of),
  };
}

/** Where, and what was changed into what. */
function survivorsOf(source: string, report: Report): readonly Survivor[] {
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

/** The least share of breaks that have to be noticed, of each source and of all, in percent. */
export const LEAST = 85;

export const isEnough = ({ noticed, of }: Score): boolean => noticed * 100 >= LEAST * of;

export function lineOf({ source, noticed, late, of }: Score): string {
  const share = of === 0 ? '' : `${((100 * noticed) / of).toFixed(1)} %`;
  return `${source.padEnd(24)}${share.padStart(8)}  ${noticed} of ${of} noticed${late > 0 ? `, ${late} by their time` : ''}`;
}
