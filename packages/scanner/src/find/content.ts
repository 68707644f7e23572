import type { Segment } from '../text/segment.ts';
import { type Counts, noCounts } from './counts.ts';
import type { Finder, Match } from './find.ts';

/** Makes a finder for one content; its path is context. */
export type FinderFor = (path: string) => Finder;

/** What was found in one content, or in one file and all that is packed in it. */
export interface Outcome<Found> {
  readonly matches: readonly Found[];
  readonly counts: Counts;
}

/** Nothing was found, and nothing was let through either. */
export const isClean = ({ matches, counts }: Outcome<unknown>) => matches.length === 0 && counts.allowed === 0;

/** Takes in one content after the other, segment by segment, and keeps what was found in it. */
export class ContentLook {
  readonly #finderFor: FinderFor;
  #finder: Finder | undefined;
  #matches: Match[] = [];
  #bytes = 0;

  constructor(finderFor: FinderFor) {
    this.#finderFor = finderFor;
  }

  /** Whether the open content is binary, so that nobody need read on. */
  get isBinary(): boolean {
    return this.#finder?.isBinary ?? false;
  }

  take(path: string, segment: Segment): void {
    this.#finder ??= this.#finderFor(path);
    this.#bytes += segment.bytes.length - segment.overlap;
    for (const match of this.#finder.look(segment)) this.#matches.push(match);
  }

  /** Ends the open content; there is none where nothing was taken. */
  end(): Outcome<Match> {
    const [finder, matches, bytes] = [this.#finder, this.#matches, this.#bytes];
    this.#finder = undefined;
    this.#matches = [];
    this.#bytes = 0;
    const counts = { ...noCounts(), bytes, contents: finder ? 1 : 0 };
    return { matches, counts: { ...counts, binary: finder?.isBinary ? 1 : 0, allowed: finder?.allowed ?? 0 } };
  }
}
