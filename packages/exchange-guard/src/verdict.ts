/** JSON, as it is kept in the journal and printed by preflight. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a check has to say. `says` is one line with the evidence in it; `fix` is the one thing to do unless it passed. */
export interface Verdict {
  readonly result: 'pass' | 'warn' | 'fail';
  readonly says: string;
  readonly evidence: { readonly [key: string]: JsonValue };
  readonly fix?: string;
}

/** Facts an exchange cannot tell, accepted by name: exchange -> fact -> the reason somebody wrote down. */
export type AcceptUnknown = Readonly<Record<string, Readonly<Record<string, string>>>>;
