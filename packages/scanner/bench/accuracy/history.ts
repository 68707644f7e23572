import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Kit, Planted } from './corpus.ts';
import { filler } from './filler.ts';
import { exchangeKits } from './kits-exchange.ts';
import { walletKits } from './kits-wallet.ts';
import { type Random, randomFrom } from './random.ts';
import { commandOn, run } from './scanners.ts';
import { offsetOf } from './sighting.ts';

// Where a secret stays when the files no longer show it.
const hidings = [
  'deleted',
  'edited-away',
  'on-a-branch',
  'in-a-stash',
  'renamed',
  'behind-a-tag',
  'in-a-note',
  'commit-message',
  'tag-message',
] as const;
type Hiding = (typeof hidings)[number];

interface Hidden {
  readonly hiding: Hiding;
  readonly path: string;
  readonly text: string;
  readonly planted: readonly Planted[];
}

/** One class per line of the table, in turn, in each hiding place. */
function drawHidden(random: Random): Hidden[] {
  const rows = [...exchangeKits, ...walletKits.filter(({ family }) => family === 'wallet')];
  return hidings.flatMap((hiding, turn) =>
    rows
      .filter((_, index) => index % 3 === turn % 3)
      .map((row, index) => {
        const kit = row.draw(random);
        return { hiding, path: `${hiding}-${index}.env`, ...written(kit, random, hiding.endsWith('message')) };
      }),
  );
}

function written(kit: Kit, random: Random, isMessage: boolean): { text: string; planted: readonly Planted[] } {
  const pairs = kit.secrets.map(({ part, value, names }) => {
    const line = value.replaceAll('\n', '\\n');
    return { part, line, text: `${[kit.id.replace(/\W.*/, ''), ...(names[0] ?? [])].join('_').toUpperCase()}=${line}` };
  });
  const lines = pairs.map(({ text }) => text).join('\n');
  const text = isMessage
    ? `Rotate the keys\n\nThe old ones were:\n${lines}\n`
    : `${filler(random, 'hash').join('\n')}\n${lines}\n`;
  return {
    text,
    planted: pairs.map(({ part, line }) => ({ class: kit.class, part, written: line, expects: 'block' })),
  };
}

/** A stream for `git fast-import`: one process writes the whole history. */
function streamOf(hidden: readonly Hidden[]): string {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const who = 'Test <test@localhost> 1717200000 +0000';
  const commit = (ref: string, message: string, changes: string, from?: string) =>
    `commit ${ref}\ncommitter ${who}\n${data(message)}${from ? `from ${from}\n` : ''}${changes}\n`;
  const file = ({ path, text }: Pick<Hidden, 'path' | 'text'>) => `M 100644 inline ${path}\n${data(text)}`;
  const of = (...names: Hiding[]) => hidden.filter(({ hiding }) => names.includes(hiding));
  const main = 'refs/heads/main';
  const clean = (one: Hidden) => ({ path: one.path, text: 'MODE=live\n' });
  return [
    commit(
      main,
      'Begin',
      `${file({ path: 'README.md', text: '# A bot\n' })}${of('deleted', 'edited-away', 'renamed').map(file).join('')}`,
    ),
    commit(
      main,
      'Read keys from the environment',
      `${of('deleted')
        .map(({ path }) => `D ${path}\n`)
        .join('')}${of('edited-away').map(clean).map(file).join('')}${of('renamed')
        .map(({ path }) => `R ${path} old/${path}\n`)
        .join('')}`,
    ),
    commit(
      main,
      'Tidy up',
      of('renamed')
        .map(({ path }) => `D old/${path}\n`)
        .join(''),
    ),
    ...of('commit-message').map(({ text }, at) => commit(main, text, file({ path: 'COUNT', text: `${at}\n` }))),
    commit('refs/heads/experiment', 'Try another exchange', of('on-a-branch').map(file).join(''), main),
    commit('refs/stash', 'WIP on main', of('in-a-stash').map(file).join(''), main),
    commit('refs/heads/release', 'Release', of('behind-a-tag').map(file).join(''), main),
    `tag v1\nfrom refs/heads/release\ntagger ${who}\n${data('First release')}`,
    'reset refs/heads/release\nfrom refs/heads/main\n\n',
    commit('refs/notes/commits', 'Notes', of('in-a-note').map(file).join('')),
    ...of('tag-message').map(({ text }, at) => `tag note-${at}\nfrom refs/heads/main\ntagger ${who}\n${data(text)}`),
    'done\n',
  ].join('');
}

export interface HistoryScore {
  readonly scanner: string;
  readonly seconds: number;
  readonly byHiding: ReadonlyMap<Hiding, { readonly planted: number; readonly found: number }>;
}

/** Builds a repository whose files are clean and whose history is not, and asks who sees it. */
export async function measureHistory(seed: string, folder: string, path: string): Promise<readonly HistoryScore[]> {
  const hidden = drawHidden(randomFrom(`${seed}/history`));
  const repository = join(folder, 'history');
  mkdirSync(repository);
  const git = (args: readonly string[], input = '') =>
    spawnSync('git', args, { cwd: repository, input, env: { PATH: path, HOME: repository } });
  git(['init', '-q', '-b', 'main']);
  const imported = git(['fast-import', '--quiet', '--done'], streamOf(hidden));
  if (imported.status !== 0) throw new Error(`git fast-import ended with ${imported.status}: ${imported.stderr}`);
  git(['checkout', '-q', 'main']);

  const scores = [await askOwnHistory(hidden, repository, path)];
  const gitleaks = commandOn(path, 'gitleaks');
  if (gitleaks) scores.push(await askGitleaksHistory(hidden, repository, path, gitleaks));
  return scores;
}

async function askOwnHistory(hidden: readonly Hidden[], repository: string, path: string): Promise<HistoryScore> {
  const started = performance.now();
  const command = resolve(import.meta.dirname, '../../src/main.ts');
  const { stdout } = await run(process.execPath, [command, '--history', '--json'], repository, path);
  const seconds = (performance.now() - started) / 1000;
  const { findings } = JSON.parse(stdout) as {
    findings: { path: string; line: number; column: number; severity: string }[];
  };
  const saw = (one: Hidden, { written: value }: Planted) => {
    const at = one.text.indexOf(value);
    return findings.some(({ path: file, line, column, severity }) => {
      const isPlace = one.hiding.endsWith('message')
        ? file.includes('message')
        : file.replace(/^old\//, '') === one.path;
      const offset = offsetOf(one.text, line, column);
      return severity === 'block' && isPlace && offset >= at - 2 && offset < at + value.length;
    });
  };
  return { scanner: 'gatehouse', seconds, byHiding: counted(hidden, saw) };
}

async function askGitleaksHistory(
  hidden: readonly Hidden[],
  repository: string,
  path: string,
  gitleaks: string,
): Promise<HistoryScore> {
  const started = performance.now();
  const report = join(repository, '..', 'history-gitleaks.json');
  await run(
    gitleaks,
    [
      'git',
      '.',
      '--max-decode-depth',
      '2',
      '--redact=0',
      '--no-banner',
      '-f',
      'json',
      '-r',
      report,
      '--exit-code',
      '0',
    ],
    repository,
    path,
  );
  const seconds = (performance.now() - started) / 1000;
  const found = (JSON.parse(readFileSync(report, 'utf8')) as { Secret: string }[]).map(({ Secret }) => Secret);
  const saw = (_: Hidden, { written: value }: Planted) =>
    found.some((secret) => secret !== '' && (value.includes(secret) || secret.includes(value)));
  return { scanner: 'gitleaks', seconds, byHiding: counted(hidden, saw) };
}

function counted(hidden: readonly Hidden[], saw: (one: Hidden, planted: Planted) => boolean): HistoryScore['byHiding'] {
  const counts = new Map<Hiding, { planted: number; found: number }>(
    hidings.map((hiding) => [hiding, { planted: 0, found: 0 }]),
  );
  for (const one of hidden) {
    const count = counts.get(one.hiding);
    for (const planted of one.planted) {
      if (!count) continue;
      count.planted++;
      if (saw(one, planted)) count.found++;
    }
  }
  return counts;
}
