import type { Config } from '@gatehouse/config';
import type { Journal } from '@gatehouse/journal';
import type { Ending } from '../launcher.ts';
import type { Errand } from '../messages.ts';

/** What a short command works with. */
export interface Short {
  readonly config: Config;
  /** The realm's folder inside the state. */
  readonly folder: string;
  readonly journal: Journal;
  readonly clock: () => Date;
  readonly print: (text: string) => void;
  /** Has the launcher start a desk for an errand, for what needs the key. */
  readonly order: (errand: Errand) => Promise<Ending>;
}
