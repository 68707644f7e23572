// What the pre-commit hook starts. CommonJS, because Node begins with it five milliseconds sooner than with a module.
// The hook's modules stand in one file, which `main.ts` writes when the hooks are installed: Node needs as long to find
// ninety of them as they need to look. It counts while every source still is what it was; else the sources run.

const { readFileSync, statSync } = process.getBuiltinModule('node:fs');
const { join } = process.getBuiltinModule('node:path');

type Hook = typeof import('../src/run-hook.ts', { with: { 'resolution-mode': 'import' }});
type Stamp = import('./bundle.ts', { with: { 'resolution-mode': 'import' }}).Stamp;

const root = join(__dirname, '../../..');
const bundle = join(root, 'node_modules/.cache/gatehouse/scan');

const isUnchanged = ([path, size, modified, changed]: Stamp): boolean => {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  return stats?.size === size && stats.mtimeMs === modified && (changed === 'installed' || stats.ctimeMs === changed);
};

const bundled = (): (() => Promise<void>) | undefined => {
  try {
    const stamps: readonly Stamp[] = JSON.parse(readFileSync(join(bundle, 'sources.json'), 'utf8'));
    if (stamps.length === 0 || !stamps.every(isUnchanged)) return undefined;
    const hook: Hook = require(join(bundle, 'scan.cjs'));
    const tables = readFileSync(join(bundle, 'tables'));
    return typeof hook.runHook === 'function' ? () => hook.runHook(process, tables) : undefined;
  } catch {
    // Missing, cut off or not JavaScript.
    return undefined;
  }
};

// What fails in here ends Node with 1, and so stops the commit.
const run = bundled() ?? (() => import('../src/run-hook.ts').then(({ runHook }) => runHook(process)));
void run();
