import type { Signed } from './command-line.ts';
import type { Hooks } from './hooks.ts';
import type { Context, Fill, OrderRequest, Refusal } from './strategy.ts';

/**
 * What the processes say to one another, line by line. The three lines between the bot's own processes are typed here
 * and read as they are; what comes from the strategy is hostile and is read by the schema in strategy-frames.ts.
 */

/** What the desk was started for. */
export type Errand =
  | { readonly verb: 'start'; readonly forMs?: number; readonly adopt?: Signed; readonly candles?: string }
  | { readonly verb: 'preflight'; readonly json: boolean }
  | { readonly verb: 'rotate check' }
  | { readonly verb: 'rotate record'; readonly created: string; readonly by: string; readonly note: string }
  | { readonly verb: 'ip' }
  /** Lists own open orders and cancels what `onStop` or a halt says; needs no clearance. */
  | { readonly verb: 'tidy'; readonly why: 'halt' | 'desk-died' };

/** What the launcher saw of the machine, for the check `host`: the desk itself has no environment to look at. */
export interface Machine {
  readonly node: string;
  readonly root: boolean;
  /** The folder of this user where every Gatehouse on this machine locks the keys it trades with. */
  readonly locks: string;
  /** What the strategies folder holds, by the names of its files without `.ts`. */
  readonly strategies: readonly string[];
  /** Names of environment variables that could change how Node or ccxt behave. */
  readonly hostile: readonly string[];
  readonly hooks: Hooks;
  /** Whether what is installed is what pnpm-lock.yaml says. */
  readonly installed: 'same' | 'different' | 'unknown';
}

export type ToDesk =
  | {
      readonly tell: 'begin';
      readonly errand: Errand;
      readonly root: string;
      readonly state: string;
      readonly config: string;
      readonly strategies: string;
      readonly settings: Readonly<Record<string, string>>;
      readonly machine: Omit<Machine, 'hooks'>;
      readonly screen: 'terminal' | 'plain' | 'lines' | 'none';
    }
  | { readonly tell: 'hooks'; readonly hooks: Hooks }
  /** The strategy's process runs, or why the launcher would not start it. */
  | { readonly tell: 'strategy'; readonly pid: number }
  | { readonly tell: 'strategy'; readonly problem: string }
  | { readonly tell: 'stop'; readonly reason: string };

export type FromDesk =
  | { readonly tell: 'need'; readonly room: 'simulator'; readonly args: readonly string[]; readonly candles?: string }
  | { readonly tell: 'need'; readonly room: 'strategy'; readonly file: string }
  /** The last word: the exit code, and for a refusal what refused and the one thing to do. */
  | { readonly tell: 'end'; readonly code: 0 | 1 | 2; readonly says?: string; readonly fix?: string };

export type ToCourier =
  | {
      readonly ask: 'credentials';
      readonly exchange: string;
      readonly fields: readonly string[];
      readonly source: unknown;
    }
  /** Minted keys come from the simulator and are looked for all the same; they are handed over as base64. */
  | {
      readonly ask: 'search';
      readonly label: string;
      readonly budgetMs: number;
      readonly minted?: Readonly<Record<string, string>>;
    };

export type FromCourier =
  | { readonly answer: 'host'; readonly dotenv: { readonly present: boolean; readonly problems: readonly string[] } }
  | {
      readonly answer: 'credentials';
      readonly fields: Readonly<Record<string, string>>;
      readonly origin: string;
      /** Names of the fields that came from exported variables, which other processes of this user can read. */
      readonly exported: readonly string[];
    }
  | { readonly answer: 'search'; readonly result: SearchResult; readonly done: boolean }
  | { readonly answer: 'refused'; readonly to: 'credentials' | 'search'; readonly code: string; readonly says: string };

export interface SearchResult {
  readonly findings: readonly {
    readonly where: 'tree' | 'history' | 'logs';
    readonly path: string;
    readonly line?: number;
    readonly commit?: string;
    readonly field: string;
  }[];
  readonly complete: boolean;
  readonly looked: { readonly files: number; readonly blobs: number; readonly bytes: number };
}

export type ToStrategy =
  | { readonly id: number; readonly call: 'onCandle'; readonly context: Context }
  | { readonly id: number; readonly call: 'onFill'; readonly fill: Fill; readonly context: Context }
  | { readonly id: number; readonly call: 'onRefusal'; readonly refusal: Refusal; readonly context: Context };

/** One place or cancel, as the schema in strategy-frames.ts lets it through. */
export type Asked = { readonly place: OrderRequest } | { readonly cancel: string };

/** The largest line that each end accepts, in bytes. */
export const cap = { fromStrategy: 128 * 1024, toStrategy: 4 * 1024 * 1024, own: 4 * 1024 * 1024 } as const;

/** The inherited descriptors, the same numbers in every process that has them. */
export const descriptor = { strategy: 3, courier: 4, launcher: 5, simulator: 6, strategyOutput: 7 } as const;
