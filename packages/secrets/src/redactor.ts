import { formsOf } from './encodings.ts';
import { Needles } from './needles.ts';
import { REDACTED, type Secret } from './secret.ts';

/** A signature inside its receive window can be replayed by whoever reads it, so it is held to be a secret. */
const signature = /(signature(?:=|%3D))[^&\s"'`<>\\]+/gi;

/**
 * Takes every living secret, in every encoding it is likely to wear, out of any text: the last stage of each log
 * line, error and report. It knows the values, so it depends on no field name, nesting or format.
 *
 * What it cannot see: a secret that was cut in two, encrypted or compressed before it came here.
 */
export class Redactor {
  readonly #forms = new Map<Secret, readonly Uint16Array[]>();
  #needles: Needles | undefined;

  /** Begins to scrub this secret. Adding it twice is the same as once. */
  add(secret: Secret): void {
    if (this.#forms.has(secret)) return;
    this.#forms.set(secret, formsOf(secret).map(unitsOf));
    this.#index();
  }

  /** Stops scrubbing this secret (this object, also when it has been wiped) and forgets its forms. */
  remove(secret: Secret): void {
    const forms = this.#forms.get(secret);
    if (forms === undefined) return;
    this.#forms.delete(secret);
    this.#index();
    for (const form of forms) form.fill(0);
  }

  /** Returns the text with `[redacted]` for every secret; the same string when there was nothing to take out. */
  scrub(text: string): string {
    const spans = this.#needles?.spansIn(text) ?? [];
    let scrubbed = text;
    if (spans.length > 0) {
      let from = 0;
      const kept: string[] = [];
      for (const { start, end } of spans) {
        kept.push(text.slice(from, start));
        from = end;
      }
      scrubbed = [...kept, text.slice(from)].join(REDACTED);
    }
    return scrubbed.replace(signature, `$1${REDACTED}`);
  }

  #index(): void {
    const all = [...this.#forms.values()].flat();
    this.#needles = all.length === 0 ? undefined : new Needles(all);
  }
}

function unitsOf(form: string): Uint16Array {
  return Uint16Array.from({ length: form.length }, (_, index) => form.charCodeAt(index));
}
