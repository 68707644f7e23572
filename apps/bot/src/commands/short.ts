import type { Config } from '@gatehouse/config';
import type { Journal } from '@gatehouse/journal';
import type { Command } from '../command-line.ts';

/** The commands that need no key. */
export type ShortCommand = Extract<Command, { verb: 'halt' | 'resume' | 'trail verify' | 'intent settle' | 'status' }>;

/** What a short command works with. */
export interface Short {
  readonly config: Config;
  /** The realm's folder inside the state. */
  readonly folder: string;
  readonly journal: Journal;
  readonly clock: () => Date;
  readonly print: (text: string) => void;
}
