import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { extname, join, relative, sep } from 'node:path';
import type { Script } from 'node:vm';
import type { Plugin } from 'rolldown';

/**
 * A file as it was read. `changed` sees what keeps the time of the last edit, such as a copy over it; of what is installed
 * it says nothing, because another project that installs the same package links the same file.
 */
export type Stamp = readonly [path: string, size: number, modified: number, changed: number | 'installed'];

/** Where a bundle lies, and the folder that the paths of its sources count from. */
export interface BundlePlace {
  readonly root: string;
  readonly folder: string;
}

/** Where the bundles lie, each in a folder with its name. */
export const bundles = 'node_modules/.cache/gatehouse/start';

/** Loads a bundle by its name; undefined where it is not there, or a source is not what it was. */
export type Load<Exports> = (name: string) => Loaded<Exports> | undefined;

export interface Loaded<Exports> {
  /** What the entry exports, unless it is another entry's file. */
  readonly exports: Partial<Exports>;
  readonly tables: Uint8Array;
  readonly script: Script;
  readonly folder: string;
}

export interface Wanted {
  readonly entry: string;
  /** What is imported when it is asked for, and never is by this entry. */
  readonly without: RegExp;
  /** Files that decide which sources there are. */
  readonly deciding: readonly string[];
  /** Writes beside the file what the sources would work out anew in each run, and returns how it is called. */
  readonly made: (folder: string) => readonly string[];
}

/** Loading them takes ten milliseconds and five, and most commits need none of it. */
const late = ['node:crypto', 'node:child_process'];

/**
 * Writes an entry and all that it imports as one file, with the list of what it was made of. What stood there goes first,
 * so that no bundle outlives the attempt to make another. Returns false where the bundler is not installed.
 */
export async function writeBundle({ root, folder }: BundlePlace, wanted: Wanted): Promise<boolean> {
  rmSync(folder, { recursive: true, force: true });
  const bundler = await import('rolldown').catch(() => undefined);
  if (!bundler) return false;

  const stamps = wanted.deciding.map((path) => stampOf(root, join(root, path)));
  const built = await bundler.rolldown({
    input: wanted.entry,
    platform: 'node',
    external: (id) => isBuiltin(id) && !late.includes(id),
    logLevel: 'silent',
    tsconfig: false,
    plugins: [leavesOut(wanted.without), ...late.map(loadsLate), readsSources({ root, folder }, stamps)],
  });
  const { output } = await built.generate({ format: 'cjs', codeSplitting: false, comments: false, intro: urlOfSource });
  await built.close();

  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'bundle.js');
  writeFileSync(file, asFunction(inAscii(output[0].code)));
  const made = wanted.made(folder).map((name) => join(folder, name));
  // Last, and at once: half a bundle has no list.
  writeList(join(folder, 'sources.json'), [...stamps, ...[file, ...made].map((one) => stampOf(root, one))]);
  return true;
}

/** Has a file in the folder vouched for as well: what V8 compiled of the bundle, called `compiled`, in its first run. */
export function vouchFor({ root, folder }: BundlePlace, name: string): void {
  const list = join(folder, 'sources.json');
  const stamps: readonly Stamp[] = JSON.parse(readFileSync(list, 'utf8'));
  writeList(list, [...stamps, stampOf(root, join(folder, name))]);
}

function writeList(list: string, stamps: readonly Stamp[]): void {
  writeFileSync(`${list}.new`, JSON.stringify(stamps));
  renameSync(`${list}.new`, list);
}

/** As Node wraps a module: so V8 can be handed what it compiled in an earlier run, with every function that ran then. */
const asFunction = (code: string) => `(function (exports, require, module, __filename, __dirname) {\n${code}\n})`;

/** Node reads a text of ASCII alone, and compares it with what it has compiled, several times as fast. */
const inAscii = (code: string) =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

function stampOf(root: string, file: string): Stamp {
  const { size, mtimeMs, ctimeMs } = statSync(file);
  const path = pathFrom(root, file);
  return [path, size, mtimeMs, /(?:^|\/)node_modules\//.test(path) ? 'installed' : ctimeMs];
}

const pathFrom = (folder: string, file: string) => relative(folder, file).split(sep).join('/');

function leavesOut(without: RegExp): Plugin {
  return {
    name: 'leaves-out',
    resolveId: (id, _importer, { kind }) =>
      kind === 'dynamic-import' && without.test(id) ? { id, external: true } : undefined,
  };
}

/** A module of Node's own that is loaded by the first call of one of its functions. */
function loadsLate(name: string): Plugin {
  const loaded: Record<string, unknown> = createRequire(import.meta.url)(name);
  const functions = Object.keys(loaded).filter((one) => typeof loaded[one] === 'function');
  const standIn = (one: string) =>
    `export const ${one} = (...args) => process.getBuiltinModule('${name}').${one}(...args);`;
  return {
    name: 'loads-late',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? functions.map(standIn).join('\n') : undefined),
  };
}

/** The address of a source, seen from the bundle. */
const urlOfSource =
  "const urlOfSource = (path) => require('node:url').pathToFileURL(require('node:path').join(__dirname, path)).href;";

/** Stamps each file before it reads it, so that no edit falls in between; and tells it its own place. */
function readsSources({ root, folder }: BundlePlace, stamps: Stamp[]): Plugin {
  return {
    name: 'reads-sources',
    load: (id) => {
      if (id.startsWith('\0')) return undefined;
      stamps.push(stampOf(root, id));
      const own = `urlOfSource(${JSON.stringify(pathFrom(folder, id))})`;
      const code = readFileSync(id, 'utf8').replaceAll('import.meta.url', own);
      if (code.includes('import.meta.'))
        throw new Error('A bundled source asks for its place in another way than by url.');
      return { code, moduleType: extname(id) === '.ts' ? 'ts' : 'js' };
    },
  };
}
