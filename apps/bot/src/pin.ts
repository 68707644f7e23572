import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';

/** What the launcher compares before it starts anything: pnpm leaves a pinned Node of the wrong hash out in silence. */
export interface Runtime {
  readonly platform: string;
  readonly version: string;
  readonly execPath: string;
}

/** Where no pinned Node exists (musl), the machine's own must be at least this: the first with every fix to `--allow-net`. */
const floor = [26, 3, 1] as const;

/** Returns the one sentence that says why this Node must not run the bot, or undefined when it may. */
export function refuseRuntime(root: string, runtime: Runtime): string | undefined {
  if (runtime.platform === 'win32') {
    return 'Gatehouse does not run on Windows itself: run it in WSL 2, where files, signals and processes are those of Linux.';
  }
  const pinned = pinnedVersion(root);
  const packages = installedPin(root);
  if (packages.length > 0) {
    if (pinned === undefined) return 'pnpm-workspace.yaml pins no Node: bring back its line `nodeVersion`.';
    const own = realOf(runtime.execPath).startsWith(realOf(join(root, 'node_modules', '.pnpm')) + sep);
    if (runtime.version === `v${pinned}` && own) return undefined;
    return `This is Node ${runtime.version} and not the pinned v${pinned} of this checkout: start it with \`npx --yes pnpm start\`.`;
  }
  if (atLeast(runtime.version, floor)) return undefined;
  return `There is no pinned Node for this machine, and its own is ${runtime.version}: install Node ${floor.join('.')} or newer.`;
}

/** The version that the catalog pins, read from the workspace file; undefined when the line is not there. */
function pinnedVersion(root: string): string | undefined {
  const text = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  return /^nodeVersion:[ \t]*(['"]?)(\d+\.\d+\.\d+)\1[ \t]*(?:#.*)?$/m.exec(text)?.[2];
}

function installedPin(root: string): string[] {
  const store = join(root, 'node_modules', '.pnpm');
  if (!existsSync(store)) return [];
  return readdirSync(store).filter((name) => /^node-(?:bin-)?(?:linux|darwin)-(?:x64|arm64)@/.test(name));
}

function realOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function atLeast(version: string, least: readonly number[]): boolean {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  for (const [index, wanted] of least.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
