import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rules } from '../../src/rules/rules.ts';
import { literals, type Written } from './literals.ts';

// pnpm check:regexes: every pattern of a rule and every regular expression in the sources is given to recheck. A rule's
// pattern meets whole files and must be linear. What repeats nothing without a limit takes no more than a fixed time at
// each place where it is tried, so it is asked what it takes at one place. One that only ever meets a short piece may be quadratic, with a reason in
// bounded.json; none may be exponential.

interface Diagnostics {
  readonly status: 'safe' | 'vulnerable' | 'unknown';
  readonly complexity?: { readonly type: string; readonly degree?: number };
}

interface Checker {
  checkSync(source: string, flags: string, options: { timeout: number }): Diagnostics;
}

interface Bounded {
  readonly where: string;
  readonly source: string;
  readonly why: string;
}

const packages = join(import.meta.dirname, '../peers');
if (!existsSync(join(packages, 'node_modules/recheck'))) {
  const install = ['--yes', 'pnpm', 'install', '--ignore-workspace', '--frozen-lockfile', '--ignore-scripts'];
  execFileSync('npx', install, { cwd: packages, stdio: 'ignore' });
}
const { checkSync } = createRequire(join(packages, 'package.json'))('recheck') as Checker;
const bounded = JSON.parse(readFileSync(join(import.meta.dirname, 'bounded.json'), 'utf8')) as readonly Bounded[];

const patterns: readonly Written[] = rules.flatMap((rule) => {
  if (!('pattern' in rule)) return [];
  const flags = rule.pattern.flags.replace(/[gyd]/g, '') + (rule.reach === 'at' ? 'y' : '');
  return [{ where: `rule ${rule.id}`, source: rule.pattern.source, flags }];
});
const written = literals(packages);
const all = [...patterns, ...written.map((one) => ({ ...one, flags: one.flags.replace(/[gd]/g, '') }))].map((one) =>
  isLimited(one.source) && !one.flags.includes('y') ? { ...one, flags: `${one.flags}y` } : one,
);
const once = [...new Map(all.map((one) => [`${one.where}\0${one.source}\0${one.flags}`, one])).values()];

let wrong = 0;
const used = new Set<Bounded>();
for (const { where, source, flags } of once) {
  const { status, complexity } = checkSync(source, flags, { timeout: 20_000 });
  if (status === 'safe') continue;
  const excuse = bounded.find((one) => one.where === where && one.source === source);
  if (excuse) used.add(excuse);
  if (excuse && complexity?.type !== 'exponential') continue;
  wrong++;
  const degree = complexity?.degree === undefined ? '' : ` of degree ${complexity.degree}`;
  process.stdout.write(`${where}: ${complexity?.type ?? status}${degree}: /${source}/${flags}\n`);
}
for (const { where, source } of bounded.filter((one) => !used.has(one))) {
  wrong++;
  process.stdout.write(`${where}: bounded.json excuses what is not there or is safe: /${source}/\n`);
}
process.stdout.write(
  `${once.length} regular expressions, ${patterns.length} of them rules' patterns; ${used.size} meet short pieces only; ${wrong} wrong.\n`,
);
process.exitCode = wrong === 0 ? 0 : 1;

/** Whether every quantifier has an upper limit; escapes and classes are left out, where the signs mean themselves. */
function isLimited(source: string): boolean {
  const bare = source.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
  return !/[*+]|\{\d+,\}/.test(bare);
}
