import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawFrom } from '../../src/judge/draw.ts';
import { Needles } from '../../src/own/needles.ts';
import { rules } from '../../src/rules/rules.ts';
import { growthOf, growthsOf, kindOf } from './doubling.ts';
import { machine } from './machine.ts';
import { peers } from './peers.ts';
import { stageTen, writeRepository } from './repositories.ts';
import { printed, type Row, race } from './rows.ts';
import { costsOf, textsIn } from './rule-cost.ts';
import { best, git, type Spread, side, timed } from './run.ts';
import { linkInstalled, writeTree } from './trees.ts';

// pnpm bench:scanner: how fast the scanner is, beside whichever others are on this machine, each row with its bar.
// Words after it choose rows (tree installed history again staged line own growth); --rules prints what each rule costs.

const start = join(import.meta.dirname, '../../start');
const root = join(import.meta.dirname, '../../../..');
const installed = join(root, 'node_modules/.pnpm');
const seed = 20_261_127;
// As `pnpm scan` starts it.
const cache = join(root, 'node_modules/.cache/gatehouse/hook');
const ours = (cwd: string, ...args: readonly string[]) =>
  timed('env', [`NODE_COMPILE_CACHE=${cache}`, process.execPath, join(start, 'scan.cts'), ...args], cwd);

const say = (text: string) => process.stdout.write(`${text}\n`);
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
const repository = join(folder, 'repository');
const tree = join(folder, 'tree');
let treeBytes: number | undefined;
// Large enough that what a start costs (a third of a second for two threads) is not what is measured.
const sources = 7000;
const writeOnce = () => (treeBytes ??= writeTree(tree, { files: sources, seed }));
let allHeld = true;
try {
  say(`gatehouse scanner, ${rules.length} rules, seed ${seed}`);
  say(machine());
  if (process.argv.includes('--rules')) printCosts();
  else {
    installPeers();
    // As an install does.
    execFileSync(process.execPath, [join(start, 'main.ts')], { stdio: 'ignore' });
    const measures: Readonly<Record<string, () => Promise<Row>>> = {
      tree: generatedTree,
      installed: installedTree,
      history,
      again: historyAgain,
      staged: tenFiles,
      line: oneLine,
      own: ownKeys,
      growth,
    };
    const chosen = process.argv.slice(2);
    for (const [name, measure] of Object.entries(measures)) {
      if (chosen.length > 0 && !chosen.includes(name)) continue;
      const row = await measure();
      allHeld &&= row.held !== false;
      say(printed(row));
    }
    say(machine());
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = allHeld ? 0 : 1;

/** Peers from npm stand in a folder of their own, so that nobody who installs Gatehouse installs them. */
function installPeers(): void {
  const place = join(import.meta.dirname, '../peers');
  if (existsSync(join(place, 'node_modules/secretlint'))) return;
  const args = ['--yes', 'pnpm', 'install', '--ignore-workspace', '--frozen-lockfile', '--ignore-scripts'];
  try {
    execFileSync('npx', args, { cwd: place, stdio: 'ignore' });
  } catch {
    say('The peers from npm could not be installed; their rows print NOT SHOWN.');
  }
}

async function generatedTree(): Promise<Row> {
  const bytes = writeOnce();
  return treeRow(`A tree of ${readdirSync(tree).length} folders, ${sources} sources, ${mega(bytes)} MB`, tree, bytes);
}

async function installedTree(): Promise<Row> {
  const linked = join(folder, 'installed');
  const bytes = linkInstalled(installed, linked);
  return treeRow(`This checkout's node_modules/.pnpm, ${mega(bytes)} MB of text, and its binaries`, linked, bytes);
}

async function treeRow(name: string, place: string, bytes: number): Promise<Row> {
  return race({
    name,
    bar: '150 MB/s, and ahead of gitleaks',
    megabytes: bytes / 1e6,
    ours: () => ours(folder, '--tree', place),
    theirs: (peer) => peer.tree?.(place),
    cwd: place,
    holds: (seconds, gitleaks) => bytes / 1e6 / seconds >= 150 && seconds < gitleaks,
    times: 3,
  });
}

async function history(): Promise<Row> {
  const leak = `BINANCE_API_SECRET=${drawFrom(seed).text('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 64)}`;
  const { bytes, blobs } = await writeRepository(repository, { commits: 2500, files: 300, seed, leak });
  return race({
    name: `A history of 2500 commits, ${blobs} blobs, ${mega(bytes)} MB unique`,
    bar: '80 MB/s of unique blobs, and ahead of gitleaks',
    megabytes: bytes / 1e6,
    ours: () => {
      rmSync(join(repository, '.git/gatehouse'), { recursive: true, force: true });
      return ours(repository, '--history');
    },
    theirs: (peer) => peer.history?.(repository),
    cwd: repository,
    holds: (seconds, gitleaks) => bytes / 1e6 / seconds >= 80 && seconds < gitleaks,
    times: 3,
  });
}

async function historyAgain(): Promise<Row> {
  const { seconds, code } = await best(5, () => ours(repository, '--history'));
  const line = `gatehouse ${ms(seconds)} ms (ended with ${code}: what was found the first time is found again)`;
  return { name: 'The same history again', lines: [line], bar: '300 ms', held: seconds <= 0.3 && code === 1 };
}

async function tenFiles(): Promise<Row> {
  const staged = join(folder, 'staged');
  stageTen(staged, seed);
  const files = git(staged, 'diff', '--cached', '--name-only').split('\n');
  const empty = join(folder, 'empty');
  stageTen(empty, seed);
  git(empty, 'rm', '-rq', '--cached', '.');
  // As .husky/pre-commit runs it.
  const line = `. "$1/staged.sh" | NODE_COMPILE_CACHE="$2" "$3" "$1/pre-commit.cts" -`;
  const hooked = (cwd: string) => timed('sh', ['-e', '-c', line, 'sh', start, cache, process.execPath], cwd);
  const [floor, nothing, own] = await side(
    [() => timed(process.execPath, ['-e', '0'], staged), () => hooked(empty), () => hooked(staged)],
    30,
  );
  const lines = [
    `Node alone, with nothing to run: ${told(floor)}`,
    `gatehouse's hook, nothing staged: ${told(nothing)}`,
    `gatehouse's hook: ${told(own)}`,
  ];
  for (const [known, find] of peers) {
    const peer = find();
    const args = peer?.staged?.(staged, files);
    if (!peer || !args) lines.push(`${known}: NOT SHOWN: ${peer ? 'it has no such way' : 'not on this machine'}`);
    else {
      const [theirs] = await side([() => timed(peer.command, args, staged)], 10);
      lines.push(`${peer.name} ${peer.version}: ${told(theirs)}`);
    }
  }
  const bar = 'p50 100 ms, p95 150 ms, process start included';
  return { name: 'A commit of 10 files, 220 kB', lines, bar, held: own.p50 <= 0.1 && own.p95 <= 0.15 };
}

function told({ p50, p95 }: Spread): string {
  return `p50 ${ms(p50)} ms, p95 ${ms(p95)} ms`;
}

async function oneLine(): Promise<Row> {
  const file = join(folder, 'bundle.min.js');
  writeOnce();
  const [text] = textsIn(tree, 2 ** 20).map(({ bytes }) => bytes.toString('latin1').replace(/\n/g, ';'));
  writeFileSync(file, (text ?? '').repeat(Math.ceil(1e7 / (text?.length ?? 1))).slice(0, 1e7));
  const { seconds } = await best(3, () => ours(folder, '--tree', file));
  const lines = [`gatehouse ${ms(seconds)} ms`];
  return { name: 'One line of 10 MB, as a bundler writes it', lines, bar: '1 s', held: seconds < 1 };
}

async function ownKeys(): Promise<Row> {
  writeOnce();
  const contents = textsIn(tree, Number.POSITIVE_INFINITY);
  const bytes = contents.reduce((sum, one) => sum + one.bytes.length, 0);
  const secrets = Array.from({ length: 20 }, () => randomBytes(24).toString('base64'));
  const forms = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('hex'), encodeURIComponent(secret)]);
  const needles = new Needles(forms.map((form, index) => ({ field: `field ${index % 20}`, bytes: Buffer.from(form) })));
  const rates = Array.from({ length: 5 }, () => {
    const started = process.cpuUsage();
    for (const one of contents) needles.search(one.bytes, () => {});
    return bytes / process.cpuUsage(started).user;
  });
  const rate = Math.max(...rates);
  const line = `gatehouse, 20 secrets in ${forms.length} forms: ${rate.toFixed(0)} MB/s of one core`;
  return { name: "The bot's own keys", lines: [line], bar: '300 MB/s per core', held: rate >= 300 };
}

async function growth(): Promise<Row> {
  const growths = growthsOf(rules);
  const lines = [...Map.groupBy(rules, kindOf)].map(([kind, those]) => {
    const ratios = growths.filter(({ id }) => those.some((rule) => rule.id === id));
    const worst = ratios.toSorted((a, b) => b.ratio - a.ratio)[0];
    return `${those.length} ${kind}: twice the text takes ${worst?.ratio.toFixed(2)} times as long at worst (${worst?.id})`;
  });
  const keywords = 'token:"abc",secret=apiKey(password),binance okx kucoin key=0123456789abcdef;';
  const together = growthOf(rules, keywords);
  lines.push(`all together, on a line full of keywords: ${together.toFixed(2)} times`);
  const held = growths.every(({ ratio }) => ratio <= 2.5) && together <= 2.5;
  return { name: 'Text made of the beginnings of secrets, doubled', lines, bar: '2.5 times', held };
}

function printCosts(): void {
  say('Nanoseconds of one core per byte, on the text of node_modules/.pnpm:');
  for (const { id, nsPerByte } of costsOf(rules, textsIn(installed, 3e7)))
    say(`${nsPerByte.toFixed(2).padStart(8)}  ${id}`);
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function ms(seconds: number): string {
  return (seconds * 1000).toFixed(0);
}
