// Runs one of the files on what stands in this folder, for each of its lines of words; then keeps what V8 compiled of it,
// with every function that ran. Words: the file's name, where to keep it, and the lines.

const { writeFileSync } = process.getBuiltinModule('node:fs');

type Hook = typeof import('../src/run-hook.ts', { with: { 'resolution-mode': 'import' }});
type Scan = typeof import('../src/run-scan.ts', { with: { 'resolution-mode': 'import' }});
const load: import('./bundle.ts', { with: { 'resolution-mode': 'import' }}).Load<
  Hook & Scan
> = require('./bundled.cts');

const [node = '', self = '', name = '', keep = '', ...lines] = process.argv;
const warm = async () => {
  const bundle = load(name);
  if (!bundle) throw new Error(`there is no file called ${name}`);
  const { tables, script, exports } = bundle;
  const run = exports.runHook ?? exports.runScan;
  for (const line of lines) {
    process.argv = [node, self, ...line.split(' ')];
    await run?.(process, { tables });
  }
  writeFileSync(keep, script.createCachedData());
  process.exitCode = 0;
};
void warm();
