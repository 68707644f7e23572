import { allowanceAt } from './allow.ts';
import { EncodedRuns } from './decode.ts';
import { hitsIn, type Look, type RuleHit } from './find-hits.ts';
import { Positions } from './position.ts';
import type { Rule, Severity } from './rule.ts';
import type { ReadyRule, Ruleset } from './ruleset.ts';
import { type Segment, segmentOverlap } from './segment.ts';
import { type Encoding, encodingOf, textOf } from './text.ts';

/** A secret in a text. The value goes no further than the fingerprint. */
export interface Match {
  readonly rule: Rule;
  /** The rule's own, unless its judgement said otherwise. */
  readonly severity: Severity;
  readonly line: number;
  readonly column: number;
  readonly value: string;
  readonly known?: string;
  readonly decoded?: string;
  readonly bareAllow?: true;
}

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
    ruleset.keywords.search(Buffer.from(path, 'latin1'), (keyword) => {
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
    const { text, isBytes } = textOf(bytes, this.#encoding);
    // Two segments share their overlap half and half: a value is seen whole, with what stands around it, by one of them.
    const half = segmentOverlap / (isBytes ? 2 : 4);
    const [from, to] = [overlap === 0 ? 0 : half, last ? text.length : text.length - half];

    const positions = new Positions(text, { isBytes, line: this.#line, column: this.#column });
    const matches: Match[] = [];
    for (const { rule, at, length: _, ...hit } of this.#hits({
      text,
      bytes: isBytes ? bytes : narrowed(text),
      isBytes,
      path: this.#path,
    })) {
      if (at < from || at >= to) continue;
      const allowance = allowanceAt(text, at);
      if (allowance === 'allowed') this.allowed++;
      else matches.push({ rule, ...hit, ...positions.at(at), ...(allowance === 'bare' && { bareAllow: true }) });
    }
    if (!last) this.#carry(text, isBytes);
    return matches;
  }

  #hits(look: Look): readonly (RuleHit & { readonly decoded?: string })[] {
    const encoded = new EncodedRuns(look);
    const plain = hitsIn(this.#ruleset, this.#everywhere, look, encoded);
    const decoded = encoded.hits((inner) => hitsIn(this.#ruleset, this.#everywhere, inner));
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

/** Decoded text as one byte per character; what has no such byte becomes one that stands in no run and no keyword. */
function narrowed(text: string): Uint8Array {
  const bytes = Buffer.allocUnsafe(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[i] = code < 256 ? code : 0;
  }
  return bytes;
}
