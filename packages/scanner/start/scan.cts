// What `pnpm scan` and the pre-push hook start: one file where that may count, and the sources else.

type Scan = typeof import('../src/run-scan.ts', { with: { 'resolution-mode': 'import' }});
const load: import('./bundle.ts', { with: { 'resolution-mode': 'import' }}).Load<Scan> = require('./bundled.cts');

// Whatever ends this before the scan does is no pass, under any of Node's options.
process.exitCode = 2;
// These two bring a store of secrets and an exchange along, and neither is in the file.
const asksForMore = process.argv.some((word) => /^--(?:own|verify)(?:=|$)/.test(word));
const bundle = asksForMore ? undefined : load('scan');
if (bundle?.exports.runScan) {
  const { exports: scan, tables, folder } = bundle;
  const digest = process.getBuiltinModule('node:fs').readFileSync(`${folder}/digest`, 'utf8');
  void scan.runScan?.(process, { tables, digest, thread: `${__dirname}/thread.cts` });
} else void import('../src/main.ts');
