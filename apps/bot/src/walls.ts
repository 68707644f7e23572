import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { enablesCodeCache } from './code-cache.ts';
import { installedPackages } from './installed-packages.ts';

/**
 * The walls of each process, as flags for Node: design section 2 in one table. Grants are separate paths and never the
 * root, because a grant on the root would let a strategy read `.env`. Node's permission model is a seat belt, not a
 * sandbox against an engine bug; SECURITY.md says what else production adds.
 */
export type Room = 'desk' | 'courier' | 'strategy' | 'simulator' | 'clerk';

export interface Places {
  /** The checkout. */
  readonly root: string;
  /** The state folder, already made. */
  readonly state: string;
  /** Where this user's keys are locked: see the check `sole-writer`. */
  readonly locks: string;
  /** bot.config.ts, or what `--config` named. */
  readonly config: string;
  /** The folder of strategies beside it. */
  readonly strategies: string;
  /** Folders that the credential source reads, for `file:DIR`. */
  readonly sources: readonly string[];
  /** A candle file for the simulator. */
  readonly candles?: string;
  /** Where Node may keep compiled sources, a folder per room; absent where they must not be kept: see code-cache.ts. */
  readonly code?: string;
}

interface Wall {
  readonly entry: string;
  readonly read: (places: Places) => readonly string[];
  readonly write: (places: Places) => readonly string[];
  /** `--allow-net`, `--allow-child-process`: the doors this room needs and no other. */
  readonly doors: readonly string[];
  readonly extra: readonly string[];
}

const packages = ['config', 'exchange-guard', 'journal', 'rotation', 'scanner', 'secrets', 'sim-exchange'];

/** What every room gets: nothing listens for a debugger, nothing builds code from text, no report prints the environment. */
const common = [
  '--permission',
  '--disable-sigusr1',
  '--disable-proto=delete',
  '--disallow-code-generation-from-strings',
  '--report-exclude-env',
  // The permission model, its grants and node:sqlite announce themselves at every start; a person cannot act on it.
  '--disable-warning=ExperimentalWarning',
  '--disable-warning=SecurityWarning',
];

/** A package's sources and its links to others, and not the package folder: a stray `.env` in it stays unreadable. */
const packageSources = (root: string): string[] =>
  packages.flatMap((name) => {
    const home = join(root, 'packages', name);
    return [join(home, 'src'), join(home, 'package.json'), join(home, 'node_modules')];
  });

const installed = (root: string): string[] => [
  join(root, 'node_modules', '.pnpm'),
  join(root, 'apps', 'bot', 'node_modules'),
];

const walls: Readonly<Record<Room, Wall>> = {
  desk: {
    entry: 'apps/bot/src/desk.ts',
    read: ({ root, state, config, locks }) => [
      join(root, 'apps', 'bot', 'src'),
      join(root, 'apps', 'bot', 'package.json'),
      config,
      ...packageSources(root),
      // What may be asked of each exchange, as it was generated.
      join(root, 'packages', 'exchange-guard', 'doors'),
      ...installed(root),
      state,
      locks,
    ],
    write: ({ state, locks }) => [state, locks],
    doors: ['--allow-net'],
    extra: [],
  },
  courier: {
    entry: 'apps/bot/src/courier.ts',
    // Looks for the key in every file of the checkout, so it reads the checkout.
    read: ({ root, state, sources }) => [root, state, ...sources],
    write: ({ state }) => [state],
    doors: ['--allow-child-process'],
    extra: ['--no-experimental-sqlite'],
  },
  strategy: {
    entry: 'apps/bot/src/strategy-host.ts',
    read: ({ root, strategies }) => [
      strategies,
      join(root, 'apps', 'bot', 'src', 'frames.ts'),
      join(root, 'apps', 'bot', 'src', 'disarm.ts'),
      ...installedPackages(root, join(root, 'apps', 'bot', 'node_modules')),
    ],
    write: () => [],
    doors: [],
    // node:sqlite ignores the permission model and would write anywhere; with the flag the module does not exist.
    // The heap is bounded; buffers are not, and production bounds them by the system.
    extra: ['--no-experimental-sqlite', '--max-old-space-size=512'],
  },
  clerk: {
    entry: 'apps/bot/src/clerk.ts',
    read: ({ root, state, config }) => [
      join(root, 'apps', 'bot', 'src'),
      join(root, 'apps', 'bot', 'package.json'),
      config,
      ...packageSources(root),
      ...installed(root),
      state,
    ],
    write: ({ state }) => [state],
    doors: [],
    extra: [],
  },
  simulator: {
    entry: 'packages/sim-exchange/src/main.ts',
    read: ({ root, candles }) => [
      join(root, 'packages', 'sim-exchange', 'src'),
      join(root, 'packages', 'sim-exchange', 'package.json'),
      ...installedPackages(root, join(root, 'packages', 'sim-exchange', 'node_modules'), ['big.js']),
      ...(candles === undefined ? [] : [candles]),
    ],
    write: () => [],
    doors: ['--allow-net'],
    extra: ['--no-experimental-sqlite'],
  },
};

/** Each room that may keep compiled sources has a folder of its own, so that none can plant code for another. */
function codeCacheOf(room: Room, { code }: Places): readonly string[] {
  // A strategy writes nothing anywhere.
  if (code === undefined || room === 'strategy') return [];
  const folder = join(code, room);
  return [`--allow-fs-read=${folder}`, `--allow-fs-write=${folder}`, `--import=${enablesCodeCache(folder)}`];
}

/** Returns what follows the Node binary on the command line of a room: its flags, then its entry file. */
export function commandOf(room: Room, places: Places): readonly string[] {
  const wall = walls[room];
  return [
    ...common,
    ...wall.doors,
    ...wall.extra,
    ...wall.read(places).map((path) => `--allow-fs-read=${path}`),
    ...wall.write(places).map((path) => `--allow-fs-write=${path}`),
    ...codeCacheOf(room, places),
    // Denies every address until the configuration has named the exchange's own; nothing is imported before it.
    ...(room === 'desk'
      ? [`--import=${pathToFileURL(join(places.root, 'packages', 'exchange-guard', 'src', 'egress.ts')).href}`]
      : []),
    join(places.root, wall.entry),
  ];
}
