import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Listed, listProcesses } from './processes.ts';

/** Where a hostile strategy is told to look and to reach: places and numbers, never the marks that would prove it did. */
export interface Targets {
  readonly dotenv: string;
  readonly nestedDotenv: string;
  /** A link to packages/secrets where installed packages stand. */
  readonly linkedPackage: string;
  readonly stateFile: string;
  readonly stateFolder: string;
  readonly configFile: string;
  readonly outsideFile: string;
  readonly outsideFolder: string;
  readonly outsideModule: string;
  readonly outsideJson: string;
  readonly outsideEnv: string;
  readonly outsideDatabase: string;
  readonly rootManifest: string;
  readonly strategies: string;
  /** An empty folder that exists: whatever appears in it was written by an attempt. */
  readonly drop: string;
  readonly canary: string;
  readonly tcpPort: number;
  readonly udpPort: number;
  readonly unixSocket: string;
  readonly listenPort: number;
  readonly inspectorPort: number;
  /** A process of the same user that has done nothing wrong. */
  readonly victim: number;
  /** One more, for what leaves nothing to look at. */
  readonly doomed: number;
  /** A process of the same user that reports when it is told to open its inspector. */
  readonly watched: number;
  readonly addon: string;
  readonly shell: string;
  readonly wasm: string;
}

/** What stands outside the walls and sees what comes through them. */
export interface Outside {
  readonly folder: string;
  readonly targets: Omit<
    Targets,
    | 'dotenv'
    | 'nestedDotenv'
    | 'linkedPackage'
    | 'stateFile'
    | 'stateFolder'
    | 'configFile'
    | 'rootManifest'
    | 'strategies'
  >;
  /** Random texts, one per place that must not be read. */
  readonly marks: Readonly<Record<Mark, string>>;
  /** Everything that arrived over any socket, as text. */
  arrived(): string;
  readonly connections: () => number;
  /** Whether somebody listened at one of the two ports at any time. */
  readonly answered: { listen: boolean; inspector: boolean };
  made(name: string): boolean;
  readonly victim: () => Pick<Listed, 'stopped' | 'nice'>;
  readonly watched: () => Pick<Listed, 'stopped' | 'nice'>;
  readonly doomedIsGone: () => boolean;
  readonly watchedWasTold: () => boolean;
  close(): Promise<void>;
}

export type Mark = 'canary' | 'dotenv' | 'state' | 'config' | 'outside' | 'module' | 'manifest' | 'victimEnvironment';

const marksOf = (): Record<Mark, string> => {
  const mark = () => `mark${randomBytes(9).toString('hex')}`;
  return {
    canary: mark(),
    dotenv: mark(),
    state: mark(),
    config: mark(),
    outside: mark(),
    module: mark(),
    manifest: mark(),
    victimEnvironment: mark(),
  };
};

// (module (import "wasi_snapshot_preview1" "path_create_directory" ...) (func (export "_start") ...)): makes `made`.
const wasm =
  'AGFzbQEAAAABCwJgA39/fwF/YAAAAjABFndhc2lfc25hcHNob3RfcHJldmlldzEVcGF0aF9jcmVhdGVfZGlyZWN0b3J5AAADAgEBBQMBAAEHEwIGbWVtb3J5AgAGX3N0YXJ0AAEKDQELAEEDQQBBBBAAGgsLCgEAQQALBG1hZGU=';

export async function openOutside(addon: string): Promise<Outside> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-outside-'));
  const marks = marksOf();
  const drop = join(folder, 'drop');
  mkdirSync(join(drop, 'wasi'), { recursive: true });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const outsideFile = file('outside.txt', `${marks.outside}\n`);
  symlinkSync(outsideFile, join(folder, 'link.txt'));

  const database = new DatabaseSync(join(folder, 'outside.db'));
  database.exec(`CREATE TABLE words (word TEXT); INSERT INTO words VALUES ('${marks.outside}')`);
  database.close();

  let text = '';
  let connections = 0;
  const serve = (): Server =>
    createServer((socket) => {
      connections += 1;
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        // Enough of an answer for every protocol that is tried: the attempt has arrived by now.
        socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n');
      });
    });
  const tcp = serve();
  const unix = serve();
  const unixSocket = join(folder, 'outside.sock');
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => unix.listen(unixSocket, resolve));
  const udp = createSocket('udp4');
  udp.on('message', (message) => {
    connections += 1;
    text += message.toString('latin1');
  });
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));

  const idle = ['-e', 'setInterval(() => undefined, 1000)'];
  const victim = bystander(idle, { MARK: marks.victimEnvironment });
  const doomed = bystander(idle);
  const told = join(folder, 'told');
  const watched = bystander([
    '-e',
    `process.on('SIGUSR1', () => require('node:fs').writeFileSync(${JSON.stringify(told)}, 'told')); setInterval(() => undefined, 1000)`,
  ]);
  const [listenPort, inspectorPort] = [await freePort(), await freePort()];
  const answered = { listen: false, inspector: false };
  const knock = setInterval(() => {
    for (const [name, port] of [
      ['listen', listenPort],
      ['inspector', inspectorPort],
    ] as const) {
      const socket = connect(port, '127.0.0.1', () => {
        answered[name] = true;
        socket.destroy();
      });
      socket.on('error', () => undefined);
    }
  }, 40);

  return {
    folder,
    targets: {
      outsideFile,
      outsideFolder: folder,
      outsideModule: file('outside.mjs', `export default '${marks.module}';\n`),
      outsideJson: file('outside.json', JSON.stringify(marks.outside)),
      outsideEnv: file('outside.env', `OUTSIDE_ENV=${marks.outside}\n`),
      outsideDatabase: join(folder, 'outside.db'),
      drop,
      canary: 'CANARY',
      tcpPort: (tcp.address() as AddressInfo).port,
      udpPort: (udp.address() as AddressInfo).port,
      unixSocket,
      listenPort,
      inspectorPort,
      victim: victim.pid ?? 0,
      doomed: doomed.pid ?? 0,
      watched: watched.pid ?? 0,
      addon,
      shell: '/bin/sh',
      wasm,
    },
    marks,
    arrived: () => text,
    connections: () => connections,
    answered,
    made: (name) => existsSync(join(drop, name)),
    victim: () => listProcesses().find(({ pid }) => pid === victim.pid) ?? { stopped: false, nice: 0 },
    watched: () => listProcesses().find(({ pid }) => pid === watched.pid) ?? { stopped: false, nice: 0 },
    doomedIsGone: () => doomed.exitCode !== null || doomed.signalCode !== null,
    watchedWasTold: () => existsSync(told),
    async close() {
      clearInterval(knock);
      for (const child of [victim, doomed, watched]) child.kill('SIGKILL');
      udp.close();
      for (const server of [tcp, unix]) await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function bystander(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, args, { env, stdio: 'ignore', detached: true });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
