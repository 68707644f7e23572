import type { SecretsErrorCode } from './error.ts';
import type { CredentialField } from './fields.ts';

/** One credential as a source found it; `text` is absent when it is missing. */
export interface SourcedField {
  readonly field: CredentialField;
  /** What a person would look for: the variable's or the file's name. */
  readonly name: string;
  readonly text?: string;
  /** A problem already says why there is no text. */
  readonly refused?: true;
}

/** What a source brings back. Nothing of it is judged yet, except what only the source can judge. */
export interface Sourced {
  readonly fields: readonly SourcedField[];
  /** Where it was looked, as part of a sentence. */
  readonly places: string;
  /** The one thing to do about what is missing. */
  readonly remedy: string;
  readonly origin: string;
  /** Absolute paths of the files that hold the values on purpose. */
  readonly exempt: readonly string[];
  readonly problems: readonly { readonly code: SecretsErrorCode; readonly says: string }[];
}
