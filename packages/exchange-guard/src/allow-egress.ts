import { Socket } from 'node:net';

/** Hosts and addresses this process may connect to; each `host` or `host:port`. */
let allowed: ReadonlySet<string> | undefined;

const connect = Socket.prototype.connect;

/** What a refused connection ends in: refused here, before anything was looked up or sent. */
class EgressRefused extends Error {
  override readonly name = 'EgressRefused';
  readonly code = 'EGRESS_REFUSED';
}

/**
 * From now on this process connects to these hosts and to nothing else: not to another host, not to another port of
 * one listed with a port, not to a local socket. A host is named as it is connected to, because the name is what TLS
 * proves. Calling it again replaces the list.
 *
 * It is a catch-all inside the process, put there before anything else is imported. It does not stop native code, UDP
 * or a hostile engine: those walls are the permission flags' and the operating system's.
 */
export function allowEgress(hosts: readonly string[]): void {
  allowed = new Set(hosts.map((host) => host.toLowerCase().replace(/^\[(.*)\](?=:|$)/, '$1')));
  if (Socket.prototype.connect === guardedConnect) return;
  Object.defineProperty(Socket.prototype, 'connect', { value: guardedConnect, writable: false, configurable: false });
}

function guardedConnect(this: Socket, ...args: unknown[]): Socket {
  const target = targetOf(args);
  if (target === undefined || !(allowed?.has(target.host) || allowed?.has(`${target.host}:${target.port}`))) {
    const where = target === undefined ? 'a local socket' : `${target.host}:${target.port}`;
    const refusal = new EgressRefused(
      `A connection to ${where} was refused: this process may only reach ${[...(allowed ?? [])].join(', ') || 'nothing'}.`,
    );
    // As a failed connect does: later, so that whoever made the socket can listen first.
    process.nextTick(() => this.destroy(refusal));
    return this;
  }
  return Reflect.apply(connect, this, args);
}

/** Understands the three ways `connect` is called: (options), (port, host) and node's own normalized [options, cb]. */
function targetOf(args: readonly unknown[]): { host: string; port: string } | undefined {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) {
    const { host, port, path } = first as { host?: unknown; port?: unknown; path?: unknown };
    // Node takes `path` to mean a local socket whenever it is there.
    if (path !== undefined && path !== null) return undefined;
    return { host: hostOf(host), port: String(port) };
  }
  if (typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first))) {
    return { host: hostOf(args[1]), port: String(first) };
  }
  return undefined;
}

function hostOf(host: unknown): string {
  if (typeof host !== 'string' || host === '') return 'localhost';
  return host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
}
