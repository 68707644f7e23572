// Loads what an install wrote as one file; see bundle.ts. It counts while every source still is what it was.
// CommonJS, because Node begins with it five milliseconds sooner than with a module.

const { readFileSync, statSync } = process.getBuiltinModule('node:fs');
const { join } = process.getBuiltinModule('node:path');
const { Script } = process.getBuiltinModule('node:vm');

type Kinds = typeof import('./bundle.ts', { with: { 'resolution-mode': 'import' }});
type Stamp = import('./bundle.ts', { with: { 'resolution-mode': 'import' }}).Stamp;
type Load = import('./bundle.ts', { with: { 'resolution-mode': 'import' }}).Load<object>;

const root = join(__dirname, '../../..');
const bundles: Kinds['bundles'] = 'node_modules/.cache/gatehouse/start';

const isUnchanged = ([path, size, modified, changed]: Stamp): boolean => {
  const stats = statSync(`${root}/${path}`, { throwIfNoEntry: false });
  return stats?.size === size && stats.mtimeMs === modified && (changed === 'installed' || stats.ctimeMs === changed);
};

const load: Load = (name) => {
  const folder = join(root, bundles, name);
  try {
    const stamps: readonly Stamp[] = JSON.parse(readFileSync(join(folder, 'sources.json'), 'utf8'));
    if (stamps.length === 0 || !stamps.every(isUnchanged)) return undefined;
    const filename = join(folder, 'bundle.js');
    const isKept = stamps.some(([path]) => path.endsWith('/compiled'));
    // What another Node compiled is refused by V8, which then compiles anew.
    const cachedData = isKept ? readFileSync(join(folder, 'compiled')) : undefined;
    const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData });
    const loaded = { exports: {} };
    script.runInThisContext()(loaded.exports, require, loaded, filename, folder);
    return { exports: loaded.exports, tables: readFileSync(join(folder, 'tables')), script, folder };
  } catch {
    // Missing, cut off or not JavaScript.
    return undefined;
  }
};

module.exports = load;
