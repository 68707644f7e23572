// What a worker thread of a scan starts, where the scan itself runs from one file.

const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');

type Scan = typeof import('../src/run-scan.ts', { with: { 'resolution-mode': 'import' }});
const load: import('./bundle.ts', { with: { 'resolution-mode': 'import' }}).Load<Scan> = require('./bundled.cts');

const { exports: scan, tables } = load('scan') ?? {};
if (scan?.listen && tables) void scan.listen(parentPort, workerData, tables);
else void import('../src/scan/worker.ts');
