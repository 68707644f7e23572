import type { Planted } from './corpus.ts';
import type { Random } from './random.ts';

/** A kind of file that looks like a leak to a careless reader and is none. */
export interface Negative {
  readonly name: string;
  readonly paths: readonly string[];
  readonly write: (random: Random) => readonly string[];
  /** Values that must not block, though saying what they are is right: publicly known keys. */
  readonly known?: (lines: readonly string[]) => readonly Planted[];
}
