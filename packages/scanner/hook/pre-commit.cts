// What the pre-commit hook starts. CommonJS, because Node begins with it five milliseconds sooner than with a module.
// The hook's modules stand in one file, which `main.ts` writes when the hooks are installed: Node needs as long to find
// ninety of them as they need to look. It counts while every source still is what it was; else the sources run.
// Words: `-` where hook/staged.sh hands over what is staged, and then, for `main.ts`, a file for what V8 compiled.

const { readFileSync, statSync, writeFileSync } = process.getBuiltinModule('node:fs');
const { join } = process.getBuiltinModule('node:path');
const { Script } = process.getBuiltinModule('node:vm');

type Hook = typeof import('../src/run-hook.ts', { with: { 'resolution-mode': 'import' }});
type Stamp = import('./bundle.ts', { with: { 'resolution-mode': 'import' }}).Stamp;

const root = join(__dirname, '../../..');
const bundle = join(root, 'node_modules/.cache/gatehouse/scan');

const isUnchanged = ([path, size, modified, changed]: Stamp): boolean => {
  const stats = statSync(`${root}/${path}`, { throwIfNoEntry: false });
  return stats?.size === size && stats.mtimeMs === modified && (changed === 'installed' || stats.ctimeMs === changed);
};

const scriptOf = (stamps: readonly Stamp[]) => {
  const filename = join(bundle, 'scan.js');
  const isKept = stamps.some(([path]) => path.endsWith('/scan/compiled'));
  // What another Node compiled is refused by V8, which then compiles anew.
  const cachedData = isKept ? readFileSync(join(bundle, 'compiled')) : undefined;
  return new Script(readFileSync(filename, 'latin1'), { filename, cachedData });
};

const bundled = (): (() => Promise<void>) | undefined => {
  try {
    const stamps: readonly Stamp[] = JSON.parse(readFileSync(join(bundle, 'sources.json'), 'utf8'));
    if (stamps.length === 0 || !stamps.every(isUnchanged)) return undefined;
    const script = scriptOf(stamps);
    const loaded: { exports: Partial<Hook> } = { exports: {} };
    script.runInThisContext()(loaded.exports, require, loaded, join(bundle, 'scan.js'), bundle);
    const tables = readFileSync(join(bundle, 'tables'));
    const { runHook } = loaded.exports;
    const keep = process.argv[3];
    if (!runHook) return undefined;
    return async () => {
      await runHook(process, tables);
      if (keep !== undefined) writeFileSync(keep, script.createCachedData());
    };
  } catch {
    // Missing, cut off or not JavaScript.
    return undefined;
  }
};

// What fails in here ends Node with 1, and so stops the commit.
const run = bundled() ?? (() => import('../src/run-hook.ts').then(({ runHook }) => runHook(process)));
void run();
