import { type Attempt, computes, makes } from './attempt.ts';

/** Other processes, native code, and code made from text. */
export const neighbours: Readonly<Record<string, Attempt>> = {
  'spawn-shell': {
    does: 'starts a shell',
    tries: `(await load('node:child_process')).execSync('echo x > ' + at.drop + '/' + id);`,
    came: makes,
  },
  'spawn-file': {
    does: 'starts a program',
    tries: `(await load('node:child_process')).spawnSync(at.shell, ['-c', 'echo x > ' + at.drop + '/' + id]);`,
    came: makes,
  },
  'spawn-class': {
    does: 'starts a program through the class behind spawn',
    tries: `const { ChildProcess } = await load('node:child_process'); const child = new ChildProcess(); await new Promise((well, ill) => { child.on('error', ill).on('exit', well); child.spawn({ file: at.shell, args: [at.shell, '-c', 'echo x > ' + at.drop + '/' + id], envPairs: [], stdio: 'ignore' }); });`,
    came: makes,
  },
  'spawn-fork': {
    does: 'forks itself',
    tries: `const child = (await load('node:child_process')).fork(at.outsideModule, [], { execPath: process.execPath, execArgv: ['-e', 'require("node:fs").writeFileSync(' + JSON.stringify(at.drop + '/' + id) + ', "x")'] }); await new Promise((well) => child.on('exit', well));`,
    came: makes,
  },
  'spawn-builtin': {
    does: 'reaches child_process through process.getBuiltinModule',
    tries: `process.getBuiltinModule('child_process').spawnSync(at.shell, ['-c', 'echo x > ' + at.drop + '/' + id]);`,
    came: makes,
  },
  'spawn-cluster': {
    does: 'forks a cluster',
    tries: `const cluster = await load('node:cluster'); cluster.setupPrimary({ exec: at.outsideFile, execArgv: ['-e', 'require("node:fs").writeFileSync(' + JSON.stringify(at.drop + '/' + id) + ', "x")'] }); await new Promise((well) => cluster.fork().on('exit', well));`,
    came: makes,
  },
  'spawn-test-runner': {
    does: 'lets the test runner start a program',
    tries: `const { run } = await load('node:test'); const stream = run({ files: [at.outsideModule], execArgv: ['--import', 'data:text/javascript,import(\\'node:fs\\').then((fs) => fs.writeFileSync(' + JSON.stringify(at.drop + '/' + id).replaceAll('"', "'") + ', \\'x\\'))'] }); await new Promise((well, ill) => stream.on('error', ill).on('end', well).resume());`,
    came: makes,
  },
  'spawn-worker': {
    does: 'starts a worker',
    tries: `const { Worker } = await load('node:worker_threads'); const worker = new Worker('require("node:worker_threads").parentPort.postMessage(42 * 42)', { eval: true }); return new Promise((well, ill) => worker.on('error', ill).on('message', (got) => { worker.terminate(); well(got); }));`,
    came: computes,
  },
  'load-addon': {
    does: 'requires a native addon',
    tries: `return typeof (await load('node:module')).createRequire(at.strategies + '/')(at.addon).mask === 'function' ? 42 * 42 : undefined;`,
    came: computes,
  },
  'load-dlopen': {
    does: 'loads a native addon with process.dlopen',
    tries: `const module = { exports: {} }; process.dlopen(module, at.addon); return typeof module.exports.mask === 'function' ? 42 * 42 : undefined;`,
    came: computes,
  },
  'load-ffi': {
    does: 'calls into the C library',
    tries: `const { dlopen } = await load('node:ffi'); dlopen(process.platform === 'darwin' ? 'libSystem.B.dylib' : 'libc.so.6', { mkdir: { arguments: ['string', 'u32'], return: 'i32' } }).functions.mkdir(at.drop + '/' + id, 0o700);`,
    came: makes,
  },
  'inspect-open': {
    does: 'opens its inspector',
    tries: `const inspector = await load('node:inspector'); inspector.open(at.inspectorPort, '127.0.0.1'); await rest(150); inspector.close();`,
    came: (outside) => outside.answered.inspector,
  },
  'inspect-session': {
    does: 'inspects itself',
    tries: `const { Session } = await load('node:inspector'); const session = new Session(); session.connect(); return new Promise((well, ill) => session.post('Runtime.evaluate', { expression: '42 * 42' }, (error, got) => error ? ill(error) : well(got.result.value)));`,
    came: computes,
  },
  'inspect-other': {
    does: 'tells another process to open its inspector',
    tries: `process._debugProcess(at.watched); await rest(100);`,
    came: (outside) => outside.watchedWasTold(),
  },
  'slow-other': {
    does: 'takes the processor away from another process',
    tries: `(await load('node:os')).setPriority(at.victim, 7);`,
    came: (outside) => outside.victim().nice === 7,
  },

  'slow-named-import': {
    does: 'does that with the copy that a module exports',
    tries: `const { setPriority } = await import('node:os'); setPriority(at.watched, 9);`,
    came: (outside) => outside.watched().nice === 9,
  },

  // Building code from text reaches nothing that the strategy does not have; the flag is there against a strategy that
  // hides what it does from the person who reads it. A module given as text (`data:`) still loads, and is walled too.
  'code-eval': { does: 'evaluates text', tries: `return (0, eval)('42 * 42');`, came: computes },
  'code-function': {
    does: 'makes a function from text',
    tries: `return new Function('return 42 * 42')();`,
    came: computes,
  },
};
