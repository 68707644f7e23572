import { hash } from 'node:crypto';
import {
  constants,
  copyFileSync,
  existsSync,
  globSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { withFolder } from './disk.ts';
import { isPublishedKey } from './published.ts';
import { commandOn, run } from './scanners.ts';

/** Other people's code, in which next to nothing is a leak. */
export interface Tree {
  readonly name: string;
  readonly folders: readonly string[];
}

export interface TreeScore {
  readonly tree: string;
  readonly megabytes: number;
  /** A value in a file counts once. `places`: rule and place of each, since what is published is no secret of ours. */
  readonly blocking: number;
  /** Private keys that are ones, published for tests: told rightly, so not counted above. */
  readonly published: number;
  readonly warnings: number;
  readonly places: readonly string[];
  readonly seconds: number;
  readonly gitleaks: number | undefined;
}

/** The trees that this machine has. */
export function treesHere(home: string): readonly Tree[] {
  const checkout = resolve(import.meta.dirname, '../../../..');
  const trees: readonly Tree[] = [
    { name: 'node_modules of this checkout', folders: [join(checkout, 'node_modules/.pnpm')] },
    {
      name: 'lockfiles of this checkout',
      folders: globSync('{pnpm-lock.yaml,packages/*/bench/*/pnpm-lock.yaml}', { cwd: checkout }).map((path) =>
        join(checkout, path),
      ),
    },
    { name: 'Go module cache', folders: [join(home, 'go/pkg/mod')] },
    {
      name: "Python's own library",
      folders: globSync(['/usr/lib/python3.*', join(home, '.pyenv/versions/*/lib/python3.*')]).slice(-1),
    },
    { name: "Debian's Python packages", folders: ['/usr/lib/python3/dist-packages'] },
    { name: 'documents of Debian packages', folders: ['/usr/share/doc'] },
    { name: 'Cargo registry', folders: [join(home, '.cargo/registry/src')] },
  ];
  return trees
    .map((tree) => ({ ...tree, folders: tree.folders.filter((path) => existsSync(path)) }))
    .filter(({ folders }) => folders.length > 0);
}

const command = resolve(import.meta.dirname, '../../src/main.ts');

export async function measureTree({ name, folders }: Tree, path: string): Promise<TreeScore> {
  return withFolder(async (folder) => {
    // Apart, because two may have one name, and a copy over a link would write into what was linked.
    const bytes = folders.reduce((sum, from, index) => {
      const own = join(folder, String(index));
      mkdirSync(own);
      return sum + mirror(from, join(own, basename(from)));
    }, 0);
    const started = performance.now();
    const { stdout, stderr, code } = await run(process.execPath, [command, '--tree', '--json'], folder, path);
    if (code === 2) throw new Error(`The scanner gave up on ${name}: ${stderr}`);
    const seconds = (performance.now() - started) / 1000;
    const { findings } = JSON.parse(stdout) as {
      findings: { path: string; line: number; rule: string; severity: string; fingerprint: string }[];
    };
    const distinct = (severity: string) => [
      ...new Map(
        findings.filter((one) => one.severity === severity).map((one) => [`${one.path}\0${one.fingerprint}`, one]),
      ).values(),
    ];
    const isPublished = ({ path: file, line, rule }: (typeof findings)[number]) =>
      rule === 'private-key' && isPublishedKey(readFileSync(join(folder, file), 'utf8'), line);
    const all = distinct('block');
    const blocking = all.filter((one) => !isPublished(one));
    return {
      tree: name,
      megabytes: bytes / 1e6,
      blocking: blocking.length,
      published: all.length - blocking.length,
      warnings: distinct('warn').length,
      places: blocking.map(({ path: file, line, rule }) => `${rule}  ${file}:${line}`),
      seconds,
      gitleaks: await gitleaksCount(folder, path),
    };
  });
}

async function gitleaksCount(folder: string, path: string): Promise<number | undefined> {
  const gitleaks = commandOn(path, 'gitleaks');
  if (!gitleaks) return undefined;
  const { stdout } = await run(
    gitleaks,
    ['dir', '.', '--max-decode-depth', '2', '--no-banner', '-f', 'json', '-r', '-', '--exit-code', '0', '--redact=0'],
    folder,
    path,
  );
  const findings = JSON.parse(stdout) as { File: string; Secret: string }[];
  return new Set(findings.map(({ File, Secret }) => `${File}\0${Secret}`)).size;
}

// Other scanners' sources hold samples of what they look for: there, a finding is right.
const scanners = /gitleaks|secretlint|betterleaks|trufflehog/;

/**
 * Links a tree to where no scanner knows it for other people's code by its name, the same content once. Returns the
 * bytes that are text.
 */
function mirror(from: string, to: string, seen = new Set<string>()): number {
  if (scanners.test(basename(from))) return 0;
  if (!statSync(from).isDirectory()) return place(from, to, seen);
  mkdirSync(to);
  let bytes = 0;
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const name = entry.name.replace('node_modules', 'modules').replace(/^\.git$/, 'git');
    if (entry.isDirectory()) bytes += mirror(join(from, entry.name), join(to, name), seen);
    else if (entry.isFile()) bytes += place(join(from, entry.name), join(to, name), seen);
  }
  return bytes;
}

function place(from: string, to: string, seen: Set<string>): number {
  const content = readFileSync(from);
  const digest = hash('sha1', content, 'base64');
  if (seen.has(digest)) return 0;
  seen.add(digest);
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
  return content.subarray(0, 8192).includes(0) ? 0 : content.length;
}
