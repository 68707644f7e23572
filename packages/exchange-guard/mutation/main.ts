import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { broken, install } from './breaking.ts';
import { copyOf } from './copy.ts';
import { whyEquivalent } from './equivalent.ts';
import { lineOf, type Score, scoreOf, survivorsOf } from './score.ts';
import { targets } from './targets.ts';

// Breaks the guard in a copy of the checkout, one small thing at a time, and prints which breaks no test noticed.
// Words choose files (policy.ts audit.ts); --minutes=20 begins no other file after that.

const root = join(import.meta.dirname, '../../..');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { minutes: { type: 'string' } } });
const until = Date.now() + Number(values.minutes ?? 'Infinity') * 60_000;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

install();
const copy = mkdtempSync(join(tmpdir(), 'gatehouse-mutation-'));
const scores: Score[] = [];
try {
  copyOf(root, copy);
  const room = join(copy, 'packages/exchange-guard');
  for (const [source, tests] of Object.entries(targets)) {
    if (positionals.length > 0 && !positionals.includes(source)) continue;
    if (Date.now() > until) {
      say(`${source}: not begun, the time is up`);
      continue;
    }
    const report = await broken(room, source, tests);
    if (typeof report === 'string') {
      say(`${source}: not judged\n${report}`);
      continue;
    }
    const score = scoreOf(source, report);
    scores.push(score);
    say(lineOf(score));
    for (const { at, change } of survivorsOf(source, report)) {
      const why = whyEquivalent(source, change);
      say(`    ${at}: ${change}${why === undefined ? '' : `  (changes nothing: ${why})`}`);
    }
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
const sum = (of: (score: Score) => number): number => scores.reduce((total, score) => total + of(score), 0);
say(lineOf({ source: 'all of these', noticed: sum((score) => score.noticed), of: sum((score) => score.of) }));
const least = 85;
if (sum((score) => score.noticed) * 100 < least * sum((score) => score.of)) {
  say(`That is less than ${least} %.`);
  process.exitCode = 1;
}
