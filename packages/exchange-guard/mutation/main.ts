import { mkdtempSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { broken, install } from './breaking.ts';
import { copyOf } from './copy.ts';
import { whyEquivalent } from './equivalent.ts';
import { fingerprintOf, keep, keptOf } from './kept.ts';
import { isEnough, type Judged, judgedBy, LEAST, lineOf, totalOf } from './score.ts';
import { targets } from './targets.ts';

// Breaks the guard in a copy of the checkout, one small thing at a time, and prints which breaks no test noticed; then
// the score of every source and of all. What was judged before and says the same since is not judged again.
// Words choose what to break now (policy.ts audit.ts); --minutes=20 begins no other file after that; --anew forgets.

const root = join(import.meta.dirname, '../../..');
const here = join(root, 'packages/exchange-guard');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string' }, anew: { type: 'boolean', default: false } },
});
const until = Date.now() + Number(values.minutes ?? 'Infinity') * 60_000;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const unknown = positionals.filter((name) => !Object.hasOwn(targets, name));
if (unknown.length > 0) {
  say(`Not among what is broken here: ${unknown.join(', ')}. targets.ts names what is.`);
  process.exit(1);
}

// It takes an hour of one core, and waits for whoever else needs that.
setPriority(19);
const sources = Object.entries(targets).map(([source, tests]) => {
  return { source, tests, kept: keptOf(here, fingerprintOf(here, source, tests), source) };
});
const asked = sources.filter(({ source }) => positionals.length === 0 || positionals.includes(source));
const toBreak = asked.filter(({ kept }) => values.anew || kept === undefined);
const anew = new Map<string, Judged>();
if (toBreak.length > 0) {
  install();
  const copy = mkdtempSync(join(tmpdir(), 'gatehouse-mutation-'));
  try {
    copyOf(root, copy);
    const room = join(copy, 'packages/exchange-guard');
    for (const { source, tests } of toBreak) {
      if (Date.now() > until) break;
      // Of what is broken, not of what has become of it here since.
      const fingerprint = fingerprintOf(room, source, tests);
      const report = await broken(room, source, tests);
      if (typeof report === 'string') {
        say(`${source}: not judged\n${report}`);
        continue;
      }
      const judged = judgedBy(source, report);
      keep(here, fingerprint, judged);
      anew.set(source, judged);
      sayWhole(judged);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
// Whoever asks for one file wants to see what it left open, found out now or before.
for (const { source, kept } of positionals.length > 0 ? asked : []) {
  if (kept !== undefined && !anew.has(source)) sayWhole(kept);
}

say('');
const judged = sources.map(({ source, kept }) => ({ source, score: anew.get(source) ?? kept }));
for (const { source, score } of judged) say(score === undefined ? `${source.padEnd(24)} not judged` : lineOf(score));
const scores = judged.flatMap(({ score }) => score ?? []);
const total = totalOf(scores);
say(lineOf(total));
const low = [...scores, total].filter((score) => !isEnough(score)).map(({ source }) => source);
if (low.length > 0) say(`Less than ${LEAST} %: ${low.join(', ')}.`);
const open = judged.length - scores.length;
if (open > 0) say(`${open} of ${judged.length} are not judged.`);
if (low.length > 0 || open > 0) process.exitCode = 1;

function sayWhole(score: Judged): void {
  say(lineOf(score));
  for (const { at, change } of score.survivors) {
    const why = whyEquivalent(score.source, change);
    say(`    ${at}: ${change}${why === undefined ? '' : `  (changes nothing: ${why})`}`);
  }
}
