import type { Document, Planted } from './corpus.ts';
import type { Sighting } from './sighting.ts';

export interface Tally {
  /** Leaks that are there, those that a blocking finding points at, and those that only a warning does. */
  planted: number;
  blocked: number;
  warned: number;
  /** Values that were reported and are no leaks. */
  falseBlocks: number;
  falseWarnings: number;
}

export interface Miss {
  readonly document: Document;
  readonly planted: Planted;
  readonly severity: 'warn' | 'info' | 'none';
}

export interface Score {
  readonly total: Tally;
  readonly labelled: Tally;
  readonly byClass: ReadonlyMap<string, Tally>;
  readonly byCarrier: ReadonlyMap<string, Tally>;
  /** Publicly known test keys: how many there are, and how many were told as such. */
  readonly known: { readonly there: number; readonly told: number };
  readonly misses: readonly Miss[];
  readonly falseAlarms: readonly Sighting[];
}

const emptyTally = (): Tally => ({ planted: 0, blocked: 0, warned: 0, falseBlocks: 0, falseWarnings: 0 });

// A report may point at the quote or bracket that opens a value.
const slack = 2;

export function scoreOf(documents: readonly Document[], sightings: readonly Sighting[]): Score {
  const total = emptyTally();
  const labelled = emptyTally();
  const byClass = new Map<string, Tally>();
  const byCarrier = new Map<string, Tally>();
  const misses: Miss[] = [];
  const falseAlarms: Sighting[] = [];
  let [there, told] = [0, 0];

  const byDocument = Map.groupBy(sightings, ({ document }) => document);
  for (const document of documents) {
    const said = byDocument.get(document) ?? [];
    const hits = new Set<Sighting>();
    // A kind that nothing is said of has its line too.
    of(byCarrier, document.carrier);
    const tallies = (name: string) => [
      total,
      of(byClass, name),
      of(byCarrier, document.carrier),
      ...(document.labelled ? [labelled] : []),
    ];
    for (const planted of document.planted) {
      const places = placesOf(document.text, planted.written);
      const on = said.filter(({ from, to }) => places.some(([start, end]) => from < end && to > start - slack));
      const isKnown = planted.expects === 'info';
      for (const one of on) if (!isKnown || one.severity === 'info') hits.add(one);
      if (isKnown) {
        there++;
        if (on.some(({ severity }) => severity === 'info')) told++;
        continue;
      }
      const severity =
        (['block', 'warn', 'info'] as const).find((level) => on.some((one) => one.severity === level)) ?? 'none';
      for (const tally of tallies(planted.class)) {
        tally.planted++;
        if (severity === 'block') tally.blocked++;
        if (severity === 'warn') tally.warned++;
      }
      if (severity !== 'block') misses.push({ document, planted, severity });
    }
    const wrong = new Map<string, Sighting>();
    for (const one of said) {
      const before = wrong.get(one.identity);
      if (!hits.has(one) && one.severity !== 'info' && before?.severity !== 'block') wrong.set(one.identity, one);
    }
    for (const one of wrong.values()) {
      falseAlarms.push(one);
      for (const tally of tallies(document.planted[0]?.class ?? 'none')) {
        if (one.severity === 'block') tally.falseBlocks++;
        else tally.falseWarnings++;
      }
    }
  }
  return { total, labelled, byClass, byCarrier, known: { there, told }, misses, falseAlarms };
}

function of(map: Map<string, Tally>, name: string): Tally {
  const tally = map.get(name) ?? emptyTally();
  map.set(name, tally);
  return tally;
}

function placesOf(text: string, written: string): [number, number][] {
  const places: [number, number][] = [];
  for (let at = text.indexOf(written); at !== -1; at = text.indexOf(written, at + written.length))
    places.push([at, at + written.length]);
  return places;
}

/** Of nothing there is all: a share of zero is not a failure. */
const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);

export const recall = ({ planted, blocked }: Tally) => share(blocked, planted);
export const recallWithWarnings = ({ planted, blocked, warned }: Tally) => share(blocked + warned, planted);
export const precision = ({ blocked, falseBlocks }: Tally) => share(blocked, blocked + falseBlocks);
export const precisionWithWarnings = ({ blocked, warned, falseBlocks, falseWarnings }: Tally) =>
  share(blocked + warned, blocked + warned + falseBlocks + falseWarnings);

export function f1(tally: Tally): number {
  const [one, two] = [precision(tally), recall(tally)];
  return one + two === 0 ? 0 : (2 * one * two) / (one + two);
}

export function sumOf(tallies: Iterable<Tally>): Tally {
  const sum = emptyTally();
  for (const tally of tallies) for (const name of Object.keys(sum) as (keyof Tally)[]) sum[name] += tally[name];
  return sum;
}
