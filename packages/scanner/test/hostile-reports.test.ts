import { expect, it } from 'vitest';
import { Finder } from '../src/find/find.ts';
import { rulesetOf } from '../src/find/ruleset.ts';
import { drawFrom } from '../src/judge/draw.ts';
import { rules } from '../src/rules/rules.ts';
import { makeFolder, Repository, write } from './repository.ts';
import { runIn } from './surroundings.ts';

const ruleset = rulesetOf(rules);

function valuesIn(text: string, path: string): readonly string[] {
  const bytes = Buffer.from(text);
  return new Finder(ruleset, path).look({ bytes, offset: 0, overlap: 0, last: true }).map(({ value }) => value);
}

/** Twelve characters of a value from its middle and its end, as they are and as JSON would write them. */
function piecesOf(value: string): readonly string[] {
  // Its front may be what every key of its kind begins with, and what the rule is called after.
  const starts = [Math.floor(value.length / 2) - 6, value.length - 12].filter((start) => start >= 0);
  const pieces = starts.map((start) => value.slice(start, start + 12));
  return [...pieces, ...pieces.map((piece) => JSON.stringify(piece).slice(1, -1))];
}

/** The first sample of every rule in one file, and some files that are called after the value in them. */
function planted(repository: Repository): ReadonlySet<string> {
  const draw = drawFrom(77);
  const all = rules.map((rule) => `${rule.samples(draw).match[0] ?? ''}\n${'and so on\n'.repeat(80)}`).join('\n');
  const values = valuesIn(all, 'all.txt');
  repository.write('all.txt', all);
  for (const value of values.filter((one) => /^[\w-]{12,200}$/.test(one)).slice(0, 12)) {
    repository.write(`named/${value}/x.txt`, `API_SECRET=${value}\n`);
  }
  return new Set(values.flatMap(piecesOf));
}

it('shows no part of any kind of secret in any form of report, not even where a file is called after one', async () => {
  const repository = Repository.init();
  const pieces = planted(repository);
  expect(pieces.size).toBeGreaterThan(rules.length);
  const said: string[] = [];
  for (const words of [['--tree'], ['--tree', '--json'], ['--tree', '--sarif']]) {
    const { stdout, stderr } = await runIn(repository.folder, words);
    said.push(stdout, stderr);
  }
  const all = said.join('\n');
  expect(all.length).toBeGreaterThan(10_000);
  expect([...pieces].filter((piece) => all.includes(piece))).toEqual([]);
});

it('masks a value in the path of another file, and in one that is named on the command line', async () => {
  const draw = drawFrom(78);
  const value = draw.text('ABCDEFGHJKabcdefghjk23456789', 64);
  const folder = makeFolder();
  write(folder, `keys/${value}/x.env`, `BINANCE_API_SECRET=${value}\n`);
  for (const words of [[], ['--json'], ['--sarif'], [`keys/${value}`], [`keys/${value}/x.env`, '--json']]) {
    const { stdout, stderr, exitCode } = await runIn(folder, words);
    expect(exitCode).toBe(1);
    expect((stdout + stderr).includes(value.slice(20, 40))).toBe(false);
  }
});
