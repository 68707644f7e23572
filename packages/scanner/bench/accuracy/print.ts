import type { Family } from './corpus.ts';
import type { HistoryScore } from './history.ts';
import {
  f1,
  type Miss,
  precision,
  precisionWithWarnings,
  recall,
  recallWithWarnings,
  type Score,
  sumOf,
  type Tally,
} from './score.ts';
import type { Asked } from './sighting.ts';
import type { TreeScore } from './trees.ts';

type Print = (line: string) => void;

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** One line per scanner. */
export function printRows(answers: readonly Asked[], scores: ReadonlyMap<string, Score>, print: Print): void {
  print(
    `\n${'scanner'.padEnd(28)}${['precision', 'recall', 'F1', 'labelled', 'false', 'with warnings P / R'].map((word) => word.padStart(11)).join('')}   seconds`,
  );
  for (const answer of answers) {
    const score = scores.get(answer.scanner);
    if ('notShown' in answer || !score) {
      print(`${answer.scanner.padEnd(28)}  NOT SHOWN: ${'notShown' in answer ? answer.notShown : ''}`);
      continue;
    }
    const { total, labelled } = score;
    const figures = [precision(total), recall(total), f1(total), recall(labelled)].map((one) =>
      percent(one).padStart(11),
    );
    const warnings = `${percent(precisionWithWarnings(total))} / ${percent(recallWithWarnings(total))}`.padStart(22);
    print(
      `${answer.scanner.padEnd(28)}${figures.join('')}${String(total.falseBlocks).padStart(11)}${warnings}${answer.seconds.toFixed(1).padStart(9)}   ${answer.version}`,
    );
  }
}

/** A line per class or carrier: our figures, then each peer's recall. */
export function printKinds(
  title: string,
  scores: ReadonlyMap<string, Score>,
  tableOf: (score: Score) => ReadonlyMap<string, Tally>,
  print: Print,
): void {
  const own =
    [...scores].filter(([name]) => name === 'gatehouse').map(([, score]) => tableOf(score))[0] ??
    new Map<string, Tally>();
  const peers = [...scores].filter(([name]) => name !== 'gatehouse');
  print(
    `\n${title.padEnd(30)}${'leaks'.padStart(6)}${'precision'.padStart(11)}${'recall'.padStart(10)}${'F1'.padStart(10)}${'+warnings'.padStart(11)}${'false'.padStart(7)}   recall of ${peers.map(([name]) => name).join(' | ')}`,
  );
  for (const [name, tally] of [...own].filter(([one]) => one !== 'none').sort(([a], [b]) => (a < b ? -1 : 1))) {
    const theirs = peers.map(([, score]) => {
      const other = tableOf(score).get(name);
      return other ? (name.startsWith('not:') ? `${other.falseBlocks} false` : percent(recall(other))) : '-';
    });
    const figures =
      tally.planted === 0
        ? ' '.repeat(42)
        : `${percent(precision(tally)).padStart(11)}${percent(recall(tally)).padStart(10)}${percent(f1(tally)).padStart(10)}${percent(recallWithWarnings(tally)).padStart(11)}`;
    const wrong = tally.falseWarnings > 0 ? `${tally.falseBlocks}+${tally.falseWarnings}w` : String(tally.falseBlocks);
    print(
      `${name.padEnd(30)}${String(tally.planted).padStart(6)}${figures}${wrong.padStart(7)}   ${theirs.join(' | ')}`,
    );
  }
}

/** A line per hiding place in a history. */
export function printHistory(scores: readonly HistoryScore[], print: Print): void {
  print(
    `\n${'only in the history'.padEnd(30)}${'leaks'.padStart(6)}   found by ${scores.map(({ scanner }) => scanner).join(' | ')}`,
  );
  for (const [hiding, { planted }] of scores[0]?.byHiding ?? []) {
    const found = scores.map(({ byHiding }) => percent((byHiding.get(hiding)?.found ?? 0) / planted));
    print(`${hiding.padEnd(30)}${String(planted).padStart(6)}   ${found.join(' | ')}`);
  }
}

/** Other people's code: how often it was called a leak, for each 100 MB. */
export function printTrees(scores: readonly TreeScore[], { withPlaces }: { withPlaces: boolean }, print: Print): void {
  print(
    `\n${'real trees'.padEnd(32)}${'MB of text'.padStart(11)}${'blocking'.padStart(10)}${'per 100 MB'.padStart(12)}${'published keys'.padStart(16)}${'warnings'.padStart(10)}${'seconds'.padStart(9)}   gitleaks`,
  );
  for (const { tree, megabytes, blocking, published, warnings, places, seconds, gitleaks } of scores) {
    const rate = (blocking / Math.max(1, megabytes)) * 100;
    print(
      `${tree.padEnd(32)}${megabytes.toFixed(1).padStart(11)}${String(blocking).padStart(10)}${rate.toFixed(2).padStart(12)}${String(published).padStart(16)}${String(warnings).padStart(10)}${seconds.toFixed(1).padStart(9)}   ${gitleaks ?? 'NOT SHOWN'}`,
    );
    if (withPlaces) for (const one of places) print(`      ${one}`);
  }
  const all = scores.reduce(
    (sum, { megabytes, blocking }) => ({ megabytes: sum.megabytes + megabytes, blocking: sum.blocking + blocking }),
    { megabytes: 0, blocking: 0 },
  );
  const rate = (all.blocking / all.megabytes) * 100;
  print(
    `${rate <= 1 ? 'held    ' : 'NOT HELD'}  false blocks per 100 MB of real trees ${rate.toFixed(2)}  bar 1  (${all.megabytes.toFixed(0)} MB)`,
  );
}

interface Kinds {
  readonly familyOf: ReadonlyMap<string, Family>;
  readonly checksummed: ReadonlySet<string>;
}

/** What the project promises, and whether this run keeps it. Only what blocks counts. */
export function printBars(
  { total, labelled, byClass, byCarrier, known }: Score,
  { familyOf, checksummed }: Kinds,
  print: Print,
): void {
  const weakest = (tallies: Iterable<readonly [string, Tally]>) =>
    [...tallies].filter(([, { planted }]) => planted > 0).sort(([, a], [, b]) => recall(a) - recall(b))[0];
  const exchange = weakest([...byClass].filter(([name]) => familyOf.get(name) === 'exchange'));
  const carrier = weakest(byCarrier);
  const proven = sumOf([...byClass].filter(([name]) => checksummed.has(name)).map(([, tally]) => tally));
  const bars: readonly (readonly [string, number, number, string])[] = [
    ['recall where a name labels the value', recall(labelled), 0.97, `${labelled.planted} leaks`],
    ['recall over all carriers', recall(total), 0.9, `${total.planted} leaks`],
    ['recall of the weakest carrier', carrier ? recall(carrier[1]) : 0, 0.9, carrier?.[0] ?? ''],
    ['recall of the weakest exchange', exchange ? recall(exchange[1]) : 0, 0.9, exchange?.[0] ?? ''],
    ['recall of checksummed wallets', recall(proven), 0.99, `${proven.planted} leaks`],
    ['precision of blocking findings', precision(total), 0.95, `${total.falseBlocks} false`],
    ['precision with warnings', precisionWithWarnings(total), 0.8, `${total.falseBlocks + total.falseWarnings} false`],
    ['known test keys told as such', known.there === 0 ? 1 : known.told / known.there, 0.99, `${known.there} keys`],
  ];
  print('');
  for (const [name, value, bar, remark] of bars) {
    print(
      `${value >= bar ? 'held    ' : 'NOT HELD'}  ${name.padEnd(38)}${percent(value).padStart(8)}  bar ${percent(bar)}  (${remark})`,
    );
  }
}

/** For the writers of rules, from the dev seed only: where leaks are missed most, and what is wrongly reported. */
export function printMisses({ misses, falseAlarms, byCarrier }: Score, print: Print): void {
  const groups = (name: (miss: Miss) => string) =>
    [...Map.groupBy(misses, name)].sort(([, a], [, b]) => b.length - a.length);
  print('\nMissed, by carrier:');
  for (const [carrier, group] of groups(({ document }) => document.carrier)) {
    print(`${String(group.length).padStart(5)} of ${byCarrier.get(carrier)?.planted}  ${carrier}`);
    for (const miss of group.slice(0, 3)) print(`          ${miss.planted.class} ${miss.severity}: ${shapeOf(miss)}`);
  }
  print('\nMissed, by class and part:');
  for (const [name, group] of groups(({ planted }) => `${planted.class}/${planted.part}`)) {
    const carriers = [...Map.groupBy(group, ({ document }) => document.carrier).keys()];
    print(`${String(group.length).padStart(5)}  ${name}: ${carriers.join(', ')}`);
  }
  print('\nFalse alarms, by rule and document:');
  for (const [name, group] of Map.groupBy(
    falseAlarms,
    ({ document, rule, severity }) => `${rule}  ${severity}  ${document.carrier}`,
  )) {
    print(`${String(group.length).padStart(5)}  ${name}`);
    for (const { document, from } of group.slice(0, 2))
      print(`          ${worn(document.text.slice(Math.max(0, from - 60), from + 80))}`);
  }
}

/** A missed value with what stands around it, worn down to kinds of characters: the form shows, the value does not. */
function shapeOf({ document, planted: { written } }: Miss): string {
  const at = document.text.indexOf(written);
  const before = document.text.slice(Math.max(0, at - 70), at);
  return `${JSON.stringify(before).slice(1, -1)}${worn(written).slice(0, 90)}${JSON.stringify(document.text.slice(at + written.length, at + written.length + 20)).slice(1, -1)}`;
}

const worn = (text: string) =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[A-Za-z0-9+/_=-]{16,}/g, (run) =>
      run.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/[0-9]/g, '9'),
    );
