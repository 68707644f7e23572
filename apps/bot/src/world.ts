import type { Config } from '@gatehouse/config';
import type { Journal } from '@gatehouse/journal';
import type { Credentials, Redactor } from '@gatehouse/secrets';
import type { CourierLine } from './courier-line.ts';
import type { Hooks } from './hooks.ts';
import type { Errand, Machine } from './messages.ts';
import type { SimulatorLine } from './simulator-line.ts';

/** Everything outside the desk that a check may ask. One argument, so that no check reaches for anything else. */
export interface World {
  readonly errand: Errand;
  readonly root: string;
  readonly state: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly machine: Omit<Machine, 'hooks'>;
  readonly hooks: Promise<Hooks>;
  readonly redactor: Redactor;
  readonly clock: () => Date;
  /** When this process began. */
  readonly began: Date;
  readonly courier: CourierLine;
  /** The default export of bot.config.ts, as a person wrote it. */
  readonly loadConfig: () => Promise<unknown>;
  /** Has the launcher start the simulated exchange; the same one at every call. */
  readonly simulator: (config: Config) => SimulatorLine;
}

/** What an errand has besides: the strategy's process, the screen, and the word to stop. */
export interface Desk extends World {
  readonly screen: 'terminal' | 'plain' | 'lines' | 'none';
  readonly write: (text: string) => void;
  /** Has the launcher start the strategy; resolves with its process, or why there is none. */
  readonly strategy: (file: string) => Promise<{ readonly pid: number } | { readonly problem: string }>;
  /** Resolves once, with the reason, when this run has to end in order. */
  readonly stop: Promise<string>;
}

/** What the journal is kept apart by: a simulated order, a stand-in's and a live one never share a book. */
export function realmOf(config: Config): string {
  if (config.mode === 'simulated') return 'simulated';
  return `${config.exchangeUrl === undefined ? 'live' : 'standin'}-${config.exchange}`;
}

/** The proof of `host`: the state is private and the journal is open. */
export interface Stand {
  readonly realm: string;
  readonly folder: string;
  readonly journal: Journal;
}

/** The proof of `credentials`. */
export interface KeyInHand {
  readonly credentials: Credentials;
  readonly fingerprint: string;
  /** Fields as base64 for the courier's search, when the key was minted here and the courier never saw it. */
  readonly minted?: Readonly<Record<string, string>>;
}
