import { type Attempt, makes } from './attempt.ts';

/** Writing anything anywhere. */
export const writing: Readonly<Record<string, Attempt>> = {
  'write-file': {
    does: 'writes a file',
    tries: `(await load('node:fs')).writeFileSync(at.drop + '/' + id, 'x');`,
    came: makes,
  },
  'write-stream': {
    does: 'writes a stream',
    tries: `const stream = (await load('node:fs')).createWriteStream(at.drop + '/' + id); await new Promise((well, ill) => stream.on('error', ill).end('x', well));`,
    came: makes,
  },
  'write-folder': {
    does: 'makes a folder',
    tries: `(await load('node:fs')).mkdirSync(at.drop + '/' + id);`,
    came: makes,
  },
  'write-symlink': {
    does: 'makes a symbolic link',
    tries: `(await load('node:fs')).symlinkSync(at.outsideFile, at.drop + '/' + id);`,
    came: makes,
  },
  'write-link': {
    does: 'makes a hard link',
    tries: `(await load('node:fs')).linkSync(at.outsideFile, at.drop + '/' + id);`,
    came: makes,
  },
  'write-copy': {
    does: 'copies a file',
    tries: `(await load('node:fs')).copyFileSync(at.outsideFile, at.drop + '/' + id);`,
    came: makes,
  },
  'write-own-source': {
    does: 'writes beside itself, where the next start would load it',
    tries: `(await load('node:fs')).writeFileSync(at.strategies + '/planted.txt', 'x'); (await load('node:fs')).renameSync(at.strategies + '/planted.txt', at.drop + '/' + id);`,
    came: makes,
  },
  'write-state': {
    does: 'moves a file out of the state folder',
    tries: `(await load('node:fs')).renameSync(at.stateFolder + '/spare.txt', at.drop + '/' + id);`,
    came: makes,
  },
  'write-report': {
    does: 'writes a diagnostic report',
    tries: `process.report.directory = at.drop; process.report.writeReport(id);`,
    came: makes,
  },
  'write-trace': {
    does: 'writes a trace into the working folder',
    tries: `process.chdir(at.drop); const tracing = (await load('node:trace_events')).createTracing({ categories: ['node.perf.usertiming'] }); tracing.enable(); performance.mark(id); tracing.disable(); (await load('node:fs')).renameSync('node_trace.1.log', id);`,
    came: makes,
  },
  'write-engine-flags': {
    does: 'has the engine write what it compiles, with a flag set at run time',
    tries: `const v8 = await load('node:v8'); for (const flag of ['--redirect-code-traces-to=' + at.drop + '/' + id, '--redirect-code-traces', '--trace-opt', '--trace-deopt']) v8.setFlagsFromString(flag); const hot = (n) => { let sum = 0; for (let i = 0; i < n; i += 1) sum += i % 7; return sum; }; for (let k = 0; k < 300; k += 1) hot(20_000); await rest(200);`,
    came: makes,
  },
  'write-sqlite': {
    does: 'makes a database with node:sqlite',
    tries: `const { DatabaseSync } = await load('node:sqlite'); new DatabaseSync(at.drop + '/' + id).exec('CREATE TABLE t (x)');`,
    came: makes,
  },
  'write-sqlite-attach': {
    does: 'makes a database with ATTACH',
    tries: `const { DatabaseSync } = await load('node:sqlite'); const database = new DatabaseSync(':memory:'); database.exec("ATTACH '" + at.drop + '/' + id + "' AS elsewhere; CREATE TABLE elsewhere.t (x)");`,
    came: makes,
  },
  'write-sqlite-backup': {
    does: 'makes a database with backup()',
    tries: `const { DatabaseSync, backup } = await load('node:sqlite'); const database = new DatabaseSync(':memory:'); database.exec('CREATE TABLE t (x)'); await backup(database, at.drop + '/' + id);`,
    came: makes,
  },
  'write-sqlite-builtin': {
    does: 'reaches node:sqlite through process.getBuiltinModule',
    tries: `const { DatabaseSync } = process.getBuiltinModule('node:sqlite'); new DatabaseSync(at.drop + '/' + id).exec('CREATE TABLE t (x)');`,
    came: makes,
  },
  'write-wasi': {
    does: 'makes a folder through WASI',
    tries: `const { WASI } = await load('node:wasi'); const wasi = new WASI({ version: 'preview1', preopens: { '/': at.drop + '/wasi' } }); const module = await WebAssembly.compile(Buffer.from(at.wasm, 'base64')); wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));`,
    came: (outside) => outside.made('wasi/made'),
  },
};
