import { type CheckId, checkIds } from '@gatehouse/exchange-guard';
import type { JsonValue } from './json.ts';

// The ten and their order stand once, where the clearance asks for them.
export { type CheckId, checkIds, type JsonValue };

/** What a check says. `proof` is what the next ones build on; a check that found something wrong may still have it. */
export interface Verdict<Proof = unknown> {
  readonly result: 'pass' | 'warn' | 'fail';
  readonly says: string;
  readonly evidence: { readonly [key: string]: JsonValue };
  readonly fix?: string;
  readonly proof?: Proof;
}

export interface CheckLine {
  readonly id: CheckId;
  readonly result: 'pass' | 'warn' | 'fail' | 'skipped';
  readonly says: string;
  readonly evidence: { readonly [key: string]: JsonValue };
  readonly fix?: string;
}

type Needs = Readonly<Record<string, Promise<unknown>>>;
type Given<N extends Needs> = { readonly [K in keyof N]: NonNullable<Awaited<N[K]>> };

/**
 * Runs checks as their evidence allows and reports them in their order. A check names what it needs of earlier ones;
 * without it the check is `skipped`, so no check can pass on evidence that does not exist.
 */
export class Checklist {
  readonly #lines = new Map<CheckId, CheckLine>();
  readonly #report: (line: CheckLine) => void;
  readonly #begun = new Set<CheckId>();
  #reported = 0;

  constructor(report: (line: CheckLine) => void) {
    this.#report = report;
  }

  /**
   * Resolves with the check's proof, or with undefined when there is none. A check that throws has failed, and so has
   * one whose evidence could not be gathered. Rejects only when the same check is begun twice: the second could hide
   * what the first had found.
   */
  async check<N extends Needs, Proof>(
    id: CheckId,
    needs: N,
    judge: (given: Given<N>) => Promise<Verdict<Proof>> | Verdict<Proof>,
  ): Promise<Proof | undefined> {
    if (this.#begun.has(id)) throw new Error(`the check ${id} was begun twice`);
    this.#begun.add(id);
    const given: Record<string, unknown> = {};
    const missing: string[] = [];
    // All are listened to from the start: one that rejects while another is waited for would end the whole process.
    const gathered = await Promise.allSettled(Object.values(needs));
    for (const [index, name] of Object.keys(needs).entries()) {
      const one = gathered[index];
      if (one?.status === 'rejected') return this.#conclude(id, failure(one.reason));
      if (one?.value === undefined || one.value === null) missing.push(name);
      given[name] = one?.value;
    }
    if (missing.length > 0) {
      this.#settle({
        id,
        result: 'skipped',
        says: `needs ${checksIn(missing).join(' and ')} first`,
        evidence: { needs: missing },
      });
      return undefined;
    }
    let verdict: Verdict<Proof>;
    try {
      verdict = await judge(given as Given<N>);
    } catch (error) {
      verdict = failure(error);
    }
    return this.#conclude(id, verdict);
  }

  /** All ten, once every check has settled. */
  get lines(): readonly CheckLine[] {
    return checkIds.map((id) => {
      const line = this.#lines.get(id);
      if (line === undefined) throw new Error(`the check ${id} has not settled`);
      return line;
    });
  }

  #conclude<Proof>(id: CheckId, { result, says, evidence, fix, proof }: Verdict<Proof>): Proof | undefined {
    this.#settle({ id, result, says, evidence, ...(fix === undefined || result === 'pass' ? {} : { fix }) });
    return proof;
  }

  #settle(line: CheckLine): void {
    this.#lines.set(line.id, line);
    for (;;) {
      const id = checkIds[this.#reported];
      const next = id === undefined ? undefined : this.#lines.get(id);
      if (next === undefined) return;
      this.#reported += 1;
      this.#report(next);
    }
  }
}

/** The names that a person sees on a line of the list; evidence that is no check of its own is named when it is alone. */
function checksIn(missing: readonly string[]): readonly string[] {
  const checks = missing.filter((name) => (checkIds as readonly string[]).includes(name));
  return checks.length > 0 ? checks : missing;
}

/**
 * A check that threw has proven nothing. Errors of our packages carry a code and a sentence, which holds the thing to do;
 * anything else is a defect.
 */
function failure(error: unknown): Verdict<never> {
  const { code, message, fix, syscall } = (error instanceof Error ? error : {}) as {
    code?: unknown;
    message?: string;
    fix?: unknown;
    syscall?: unknown;
  };
  // Node's own errors have codes too, and advice (`Use --allow-fs-read`) that nobody should take.
  const known = typeof code === 'string' && code !== '' && !code.startsWith('ERR_') && syscall === undefined;
  const advice = typeof fix === 'string' ? fix : known ? undefined : defect;
  return {
    result: 'fail',
    says: known ? (message ?? '') : 'the check itself broke',
    evidence: { code: known ? code : 'UNEXPECTED', ...(known ? {} : { error: message ?? typeof error }) },
    ...(advice === undefined ? {} : { fix: advice }),
  };
}

const defect = 'This is a defect of Gatehouse: run `pnpm bot preflight --json` and report what it prints.';
