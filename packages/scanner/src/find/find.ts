import { engine } from '../engine/engine.ts';
import { LoadedText } from '../engine/loaded-text.ts';
import type { Rule, Severity } from '../judge/rule.ts';
import { sightOf } from '../judge/sight.ts';
import { Positions } from '../text/position.ts';
import { type Segment, segmentOverlap } from '../text/segment.ts';
import { type Encoding, encodingOf } from '../text/text.ts';
import { allowanceAt } from './allow.ts';
import { EncodedRuns } from './decode.ts';
import { hitsIn, type RuleHit } from './find-hits.ts';
import type { ReadyRule, Ruleset } from './ruleset.ts';

/** A secret in a text. The value goes no further than the fingerprint. */
export interface Match {
  readonly rule: Rule;
  /** The rule's own, unless its judgement said otherwise. */
  readonly severity: Severity;
  readonly line: number;
  readonly column: number;
  readonly value: string;
  /** What the text calls it; empty where nothing does. */
  readonly name: string;
  readonly known?: string;
  readonly decoded?: string;
  readonly bareAllow?: true;
}

/** Before a colour of a terminal. */
const escapeByte = 0x1b;

/** A path that is longer says no more. */
const longestPath = 4096;

/** Looks through one content, segment by segment. `path` counts as context: binance.json need not say "binance". */
export class Finder {
  readonly #ruleset: Ruleset;
  readonly #path: string;
  readonly #everywhere: readonly ReadyRule[];
  #encoding: Encoding | undefined;
  #line = 1;
  #column = 1;
  /** Matches that were let through by a comment. */
  allowed = 0;

  constructor(ruleset: Ruleset, path: string) {
    this.#ruleset = ruleset;
    this.#path = path;
    const named = new Set<ReadyRule>();
    engine().load(ruleset.tables, Buffer.from(path.slice(-longestPath), 'latin1'));
    engine().keywords((keyword) => {
      for (const ready of ruleset.interested[keyword]?.rules ?? []) if (ready.reach !== 'at') named.add(ready);
    });
    this.#everywhere = [...named];
  }

  get isBinary(): boolean {
    return this.#encoding === 'binary';
  }

  look({ bytes, overlap, last }: Segment): readonly Match[] {
    this.#encoding ??= encodingOf(bytes);
    if (this.#encoding === 'binary') return [];
    const look = LoadedText.of(bytes, this.#encoding, this.#path);
    const { length } = look.bytes;
    // Two segments share their overlap half and half: a value is seen whole, with what stands around it, by one of them.
    const half = segmentOverlap / (look.isBytes ? 2 : 4);
    const [from, to] = [overlap === 0 ? 0 : half, last ? length : length - half];

    const matches: Match[] = [];
    const hits = this.#hits(look);
    if (hits.length === 0 && last) return matches;
    const { text, isBytes } = look;
    const positions = new Positions(text, { isBytes, line: this.#line, column: this.#column });
    for (const { rule, at, length: _, ...hit } of hits) {
      if (at < from || at >= to) continue;
      const allowance = allowanceAt(text, at);
      if (allowance === 'allowed') this.allowed++;
      else {
        const { name } = sightOf({ text, at });
        matches.push({ rule, ...hit, ...positions.at(at), name, ...(allowance === 'bare' && { bareAllow: true }) });
      }
    }
    if (!last) this.#carry(text, isBytes);
    return matches;
  }

  #hits(look: LoadedText): readonly (RuleHit & { readonly decoded?: string })[] {
    const { tables } = this.#ruleset;
    const encoded = new EncodedRuns(look);
    const plain = hitsIn(look.loaded(tables), this.#ruleset, this.#everywhere, look, encoded);
    if (look.isColoured || look.bytes.includes(escapeByte)) {
      const blanked = look.withoutColours();
      if (blanked.text !== look.text) return this.#hits(blanked);
    }
    const decoded = encoded.hits((inner) => hitsIn(inner.loaded(tables), this.#ruleset, this.#everywhere, inner));
    if (decoded.length === 0) return plain;
    // What an encoding holds says more than that it looks like something drawn.
    const spans = plain.filter(
      (hit) => !decoded.some(({ at, length }) => at < hit.at + hit.length && hit.at < at + length),
    );
    return [...spans, ...decoded].sort((a, b) => a.at - b.at);
  }

  /** Remembers where the next segment's first character stands. */
  #carry(text: string, isBytes: boolean): void {
    const next = text.length - segmentOverlap / (isBytes ? 1 : 2);
    const positions = new Positions(text, { isBytes, line: this.#line, column: this.#column });
    const { line, column } = positions.at(next);
    this.#line = line;
    this.#column = column;
  }
}
