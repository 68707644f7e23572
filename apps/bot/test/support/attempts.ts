import type { Rare } from './campaign.ts';
import type { Outside } from './outside.ts';
import type { StandIn } from './stand-in-binance.ts';

/**
 * What a hostile strategy tries, one row per attempt. `tries` is the body of an async function inside the strategy; it
 * sees `at` (the targets), `id` and `load` (import of a module by name), and returns what it got hold of. `came` is
 * judged from outside the walls: from what was printed, what arrived, what was made, who lives. Every row must come
 * through in a control run without walls, so a row that proves nothing turns the suite red.
 */
export interface Attempt {
  readonly does: string;
  readonly tries: string;
  came(outside: Outside, printed: string, id: string): boolean;
  /** Where else it cannot be tried, and why. */
  readonly unless?: { readonly holds: boolean; readonly why: string };
}

const linuxOnly = { holds: process.platform !== 'linux', why: '/proc and these paths are Linux' };

const prints =
  (mark: keyof Outside['marks']): Attempt['came'] =>
  ({ marks }, printed) =>
    printed.includes(marks[mark]);
const arrives: Attempt['came'] = (outside, _printed, id) => outside.arrived().includes(id);
const makes: Attempt['came'] = (outside, _printed, id) => outside.made(id);
const computes: Attempt['came'] = (_outside, printed) => printed.includes('1764');

export const attempts: Readonly<Record<string, Attempt>> = {
  // First, because the engine dies of a snapshot taken after some of the others, and a control must get to the end.
  'write-heap': {
    does: 'writes a heap snapshot',
    tries: `(await load('node:v8')).writeHeapSnapshot(at.drop + '/' + id);`,
    came: makes,
  },

  // Reading the environment.
  'env-canary': { does: 'reads its environment', tries: 'return process.env[at.canary];', came: prints('canary') },
  'env-report': {
    does: 'reads the environment out of a diagnostic report',
    tries: 'return process.report.getReport().environmentVariables[at.canary];',
    came: prints('canary'),
  },
  'env-proc-self': {
    does: 'reads /proc/self/environ',
    tries: `return (await load('node:fs')).readFileSync('/proc/self/environ', 'latin1').split('\\0').find((row) => row.startsWith(at.canary));`,
    came: prints('canary'),
    unless: linuxOnly,
  },
  'env-proc-parent': {
    does: 'reads the environment of its parent',
    tries: `return (await load('node:fs')).readFileSync('/proc/' + process.ppid + '/environ', 'latin1').split('\\0').find((row) => row.startsWith(at.canary));`,
    came: prints('canary'),
    unless: linuxOnly,
  },
  'env-proc-other': {
    does: 'reads the environment of another process of the same user',
    tries: `return (await load('node:fs')).readFileSync('/proc/' + at.victim + '/environ', 'latin1');`,
    came: prints('victimEnvironment'),
    unless: linuxOnly,
  },

  // Reading files.
  'read-dotenv': {
    does: 'reads .env',
    tries: `return (await load('node:fs')).readFileSync(at.dotenv, 'utf8');`,
    came: prints('dotenv'),
  },
  'read-nested-dotenv': {
    does: 'reads a stray .env inside a package',
    tries: `return (await load('node:fs')).readFileSync(at.nestedDotenv, 'utf8');`,
    came: prints('dotenv'),
  },
  'read-state': {
    does: 'reads a file in the state folder',
    tries: `return (await load('node:fs')).readFileSync(at.stateFile, 'utf8');`,
    came: prints('state'),
  },
  'list-state': {
    does: 'lists the state folder',
    tries: `return (await load('node:fs')).readdirSync(at.stateFolder).join();`,
    came: prints('state'),
  },
  'read-config': {
    does: 'reads bot.config.ts',
    tries: `return (await load('node:fs')).readFileSync(at.configFile, 'utf8');`,
    came: prints('config'),
  },
  'read-manifest': {
    does: 'reads a file at the root',
    tries: `return (await load('node:fs')).readFileSync(at.rootManifest, 'utf8').slice(-80);`,
    came: prints('manifest'),
  },
  'read-outside': {
    does: 'reads a file elsewhere',
    tries: `return (await load('node:fs')).readFileSync(at.outsideFile, 'utf8');`,
    came: prints('outside'),
  },
  'read-buffer-path': {
    does: 'reads by a path given as bytes',
    tries: `return (await load('node:fs')).readFileSync(Buffer.from(at.outsideFile), 'utf8');`,
    came: prints('outside'),
  },
  'read-dots': {
    does: 'climbs out of the strategies folder',
    tries: `return (await load('node:fs')).readFileSync(at.strategies + '/../../'.repeat(20) + at.outsideFile, 'utf8');`,
    came: prints('outside'),
  },
  'read-link-dots': {
    does: 'climbs out through a link inside a folder it may read',
    tries: `return (await load('node:fs')).readFileSync(at.linkedPackage + '/../../.env', 'utf8');`,
    came: prints('dotenv'),
  },
  'read-proc-root': {
    does: 'reads through /proc/self/root',
    tries: `return (await load('node:fs')).readFileSync('/proc/self/root' + at.outsideFile, 'utf8');`,
    came: prints('outside'),
    unless: linuxOnly,
  },
  'read-promises': {
    does: 'reads with promises',
    tries: `return (await load('node:fs/promises')).readFile(at.outsideFile, 'utf8');`,
    came: prints('outside'),
  },
  'read-callback': {
    does: 'reads with a callback',
    tries: `const fs = await load('node:fs'); return new Promise((well, ill) => fs.readFile(at.outsideFile, 'utf8', (error, text) => error ? ill(error) : well(text)));`,
    came: prints('outside'),
  },
  'read-stream': {
    does: 'reads a stream',
    tries: `let text = ''; for await (const chunk of (await load('node:fs')).createReadStream(at.outsideFile, 'utf8')) text += chunk; return text;`,
    came: prints('outside'),
  },
  'read-blob': {
    does: 'opens a file as a blob',
    tries: `return (await (await load('node:fs')).openAsBlob(at.outsideFile)).text();`,
    came: prints('outside'),
  },
  'read-glob': {
    does: 'lists a folder with glob',
    tries: `return (await load('node:fs')).globSync('*', { cwd: at.stateFolder }).join();`,
    came: prints('state'),
  },
  'read-opendir': {
    does: 'opens a folder',
    tries: `const folder = (await load('node:fs')).opendirSync(at.stateFolder); const names = []; for (let one; (one = folder.readSync()); ) names.push(one.name); return names.join();`,
    came: prints('state'),
  },
  'read-import': {
    does: 'imports a module elsewhere',
    tries: `return (await import(at.outsideModule)).default;`,
    came: prints('module'),
  },
  'read-import-json': {
    does: 'imports JSON elsewhere',
    tries: `return (await import(at.outsideJson, { with: { type: 'json' } })).default;`,
    came: prints('outside'),
  },
  'read-require': {
    does: 'requires JSON elsewhere',
    tries: `return (await load('node:module')).createRequire(at.strategies + '/')(at.outsideJson);`,
    came: prints('outside'),
  },
  'read-load-env': {
    does: 'loads an environment file',
    tries: `process.loadEnvFile(at.outsideEnv); return process.env.OUTSIDE_ENV;`,
    came: prints('outside'),
  },
  'read-registered-hook': {
    does: 'redirects an import with module.registerHooks',
    tries: `const target = (await load('node:url')).pathToFileURL(at.outsideModule).href; const hook = (await load('node:module')).registerHooks({ resolve: (name, context, next) => name === 'redirected' ? { url: target, shortCircuit: true } : next(name, context) }); try { return (await import('redirected')).default; } finally { hook.deregister(); }`,
    came: prints('module'),
  },
  'read-register': {
    does: 'registers loader hooks from a file elsewhere',
    tries: `(await load('node:module')).register(at.outsideModule, (await load('node:url')).pathToFileURL(at.strategies + '/')); return (await import(at.outsideModule)).default;`,
    came: prints('module'),
  },
  'read-binding': {
    does: 'reaches for the engine’s own bindings',
    tries: `const fs = process.binding('fs'); return typeof fs.open === 'function' ? 42 * 42 : undefined;`,
    came: computes,
  },
  'read-sqlite': {
    does: 'reads a database with node:sqlite',
    tries: `const { DatabaseSync } = await load('node:sqlite'); return new DatabaseSync(at.outsideDatabase).prepare('SELECT word FROM words').get().word;`,
    came: prints('outside'),
  },

  // Writing.
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

  // The network.
  'net-tcp': {
    does: 'connects over TCP',
    tries: `const socket = (await load('node:net')).connect(at.tcpPort, '127.0.0.1'); await new Promise((well, ill) => socket.on('error', ill).on('connect', () => socket.end(id, well)));`,
    came: arrives,
  },
  'net-tls': {
    does: 'connects over TLS',
    tries: `const socket = (await load('node:tls')).connect({ port: at.tcpPort, host: '127.0.0.1', servername: id + '.example' }); await new Promise((well, ill) => socket.on('error', ill).on('secureConnect', well));`,
    came: arrives,
  },
  'net-http': {
    does: 'sends a request with node:http',
    tries: `const http = await load('node:http'); await new Promise((well, ill) => http.get('http://127.0.0.1:' + at.tcpPort + '/' + id, well).on('error', ill));`,
    came: arrives,
  },
  'net-http2': {
    does: 'sends a request with node:http2',
    tries: `const session = (await load('node:http2')).connect('http://127.0.0.1:' + at.tcpPort); await new Promise((well, ill) => { session.on('error', ill).on('close', well); session.request({ ':path': '/' + id, 'user-agent': id }).on('error', ill).end(); });`,
    came: (outside) => outside.arrived().includes('PRI * HTTP/2.0'),
  },
  'net-fetch': { does: 'fetches', tries: `await fetch('http://127.0.0.1:' + at.tcpPort + '/' + id);`, came: arrives },
  'net-websocket': {
    does: 'opens a WebSocket',
    tries: `const socket = new WebSocket('ws://127.0.0.1:' + at.tcpPort + '/' + id); await new Promise((well) => { socket.onerror = well; socket.onopen = well; });`,
    came: arrives,
  },
  'net-udp': {
    does: 'sends a datagram',
    tries: `const socket = (await load('node:dgram')).createSocket('udp4'); await new Promise((well, ill) => { socket.on('error', ill); socket.send(id, at.udpPort, '127.0.0.1', (error) => error ? ill(error) : well()); });`,
    came: arrives,
  },
  'net-dns': {
    does: 'asks a name server, which carries text out',
    tries: `const { Resolver } = (await load('node:dns')).promises; const resolver = new Resolver({ timeout: 150, tries: 1 }); resolver.setServers(['127.0.0.1:' + at.udpPort]); await resolver.resolve4(id + '.example');`,
    came: arrives,
  },
  'net-unix': {
    does: 'connects to a unix socket',
    tries: `const socket = (await load('node:net')).connect(at.unixSocket); await new Promise((well, ill) => socket.on('error', ill).on('connect', () => socket.end(id, well)));`,
    came: arrives,
  },
  'net-listen': {
    does: 'listens',
    tries: `const server = (await load('node:net')).createServer(); await new Promise((well, ill) => server.on('error', ill).listen(at.listenPort, '127.0.0.1', well)); await rest(150); server.close();`,
    came: (outside) => outside.answered.listen,
  },
  'net-listen-unix': {
    does: 'listens at a path',
    tries: `const server = (await load('node:net')).createServer(); await new Promise((well, ill) => server.on('error', ill).listen(at.drop + '/' + id, well));`,
    came: makes,
  },
  'net-import-data': {
    does: 'fetches from a module given as text',
    tries: `await (await import('data:text/javascript,export default (url) => fetch(url)')).default('http://127.0.0.1:' + at.tcpPort + '/' + id);`,
    came: arrives,
  },

  // Other processes.
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

  // Last: what they hit is gone afterwards.
  'kill-named-import': {
    does: 'kills with the copy that a module exports',
    tries: `const { kill } = await import('node:process'); kill(at.victim, 'SIGSTOP');`,
    came: (outside) => outside.victim().stopped,
  },
  'kill-other': {
    does: 'kills another process of the same user',
    tries: `process.kill(at.doomed, 'SIGKILL'); await rest(100);`,
    came: (outside) => outside.doomedIsGone(),
  },
};

/**
 * Attempts that end what they hit, so each has a run of its own: the walled one must still be there afterwards, and the
 * control must not.
 */
export const killings: Readonly<Record<string, Rare & { readonly does: string; readonly tries: string }>> = {
  'kill-parent': { does: 'kills its parent', tries: `process.kill(process.ppid, 'SIGKILL');` },
  'kill-parent-raw': {
    rare: true,
    does: 'kills its parent through the binding behind process.kill',
    tries: `process._kill(process.ppid, 9);`,
  },
  'kill-group': { does: 'kills its whole group', tries: `process.kill(0, 'SIGKILL');` },
};

/**
 * Attempts on the exchange itself, each with a run of its own against a stand-in: `onCandle` is the body of the
 * strategy's function, and `came` is judged from what the exchange was asked for.
 */
export interface Reaching extends Rare {
  readonly does: string;
  readonly onCandle: string;
  came(standIn: StandIn): boolean;
  /** How the house ends it: 1 is a refusal with a sentence, 0 means that it simply got nothing. */
  readonly code: 0 | 1;
}

const plainOrder = `{ place: { symbol: 'BTC/USDT', side: 'buy', kind: 'market', amount: '0.001', reason: 'plain' } }`;
const withdrew: Reaching['came'] = ({ withdrawals }) => withdrawals() > 0;
const pollutedOrder: Reaching['came'] = (standIn) =>
  standIn.seen('POST /api/v3/order').some(({ asked }) => asked.type === 'MARKET' && asked.price !== undefined);

export const reachings: Readonly<Record<string, Reaching>> = {
  'reach-globals': {
    does: 'looks for the exchange among everything it can see',
    onCandle: `
    // Getters of half-built objects answer with rejected promises.
    process.on('unhandledRejection', () => undefined);
    const seen = new Set();
    const look = (value, depth) => {
      if (value === null || !['object', 'function'].includes(typeof value) || seen.has(value) || depth > 4) return;
      seen.add(value);
      let request;
      try { request = value.request; } catch {}
      if (typeof request === 'function' && typeof value.createOrder === 'function') value.createOrder({ side: 'buy', kind: 'market', amount: '0.001' });
      for (const key of Reflect.ownKeys(value)) { try { look(value[key], depth + 1); } catch {} }
      try { look(Object.getPrototypeOf(value), depth + 1); } catch {}
    };
    look(globalThis, 0); look(context, 0); look(process._getActiveHandles?.(), 0);
    return [];`,
    came: (standIn) => standIn.seen('POST /api/v3/order').length > 0,
    code: 0,
  },
  'reach-frame-withdraw': {
    does: 'asks for a withdrawal in a frame of its own making',
    onCandle: `
    const { writeSync } = await import('node:fs');
    writeSync(3, JSON.stringify({ ask: 'POST /sapi/v1/capital/withdraw/apply', with: { coin: 'BTC', address: 'elsewhere', amount: '0.1' } }) + '\\n');
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [];`,
    came: withdrew,
    code: 1,
  },
  'reach-frame-order': {
    rare: true,
    does: 'sends an order that nobody asked it for',
    onCandle: `
    const { writeSync } = await import('node:fs');
    writeSync(3, JSON.stringify({ id: 424242, actions: [${plainOrder}], memory: null }) + '\\n');
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [];`,
    came: (standIn) => standIn.seen('POST /api/v3/order').length > 0,
    code: 1,
  },
  'reach-frame-kind': {
    rare: true,
    does: 'asks for an action that the contract does not have',
    onCandle: `return [{ withdraw: { asset: 'BTC', amount: '0.1' } }, ${plainOrder}];`,
    came: (standIn) => standIn.seen('POST /api/v3/order').length > 0,
    code: 1,
  },
  'reach-proto-action': {
    does: 'pollutes the desk through an order',
    onCandle: `return [JSON.parse('{"place":{"symbol":"BTC/USDT","side":"buy","kind":"market","amount":"0.001","reason":"r","__proto__":{"price":"45000.00"}}}'), ${plainOrder}];`,
    came: pollutedOrder,
    code: 1,
  },
  'reach-proto-memory': {
    does: 'pollutes the desk through its memory',
    onCandle: `
    if (context.memory !== null && context.memory !== undefined) return [];
    context.memory = JSON.parse('{"kept":true,"__proto__":{"price":"45000.00","kind":"limit","reduceOnly":true}}');
    return [${plainOrder}];`,
    came: pollutedOrder,
    code: 0,
  },
};
