import type { SourceWorld } from './dotenv-file.ts';
import { fromEnvironment } from './env-source.ts';
import { SecretsError, type SecretsErrorCode } from './error.ts';
import { type CredentialField, credentialFields } from './fields.ts';
import { fromFiles } from './file-source.ts';
import { pemProblem } from './pem.ts';
import { Secret } from './secret.ts';
import type { SourceReference } from './source.ts';
import type { Sourced } from './sourced.ts';

/** Which credentials of which exchange, and where they live. */
export interface CredentialReference {
  readonly source: SourceReference;
  /** The ccxt id. */
  readonly exchange: string;
  /** What the exchange needs (ccxt's `requiredCredentials`). */
  readonly fields: readonly CredentialField[];
}

/** The credentials, whole. */
export interface Credentials {
  readonly exchange: string;
  readonly fields: ReadonlyMap<CredentialField, Secret>;
  /** Where they came from, in words: 'the environment', '.env', 'file:DIR'. */
  readonly origin: string;
  /** Absolute paths of the files that hold them on purpose: the search for leaks passes them by. */
  readonly exempt: readonly string[];
}

type Load = (reference: CredentialReference, world: SourceWorld) => Promise<Sourced>;

/** How each kind of source is read. A new source is a row here and a row in source.ts. */
const sources: { readonly [kind in SourceReference['kind']]: Load } = {
  env: ({ exchange, fields }, world) => fromEnvironment(exchange, fields, world),
  file: ({ source, fields }, world) => fromFiles(source.kind === 'file' ? source.folder : '', fields, world),
};

/** Which problem gives the error its code when there are several: what makes the others doubtful comes first. */
const precedence: readonly SecretsErrorCode[] = [
  'SOURCE_UNSAFE',
  'DOTENV_CONFLICT',
  'CREDENTIALS_MISSING',
  'CREDENTIALS_MALFORMED',
  'SECRET_TOO_SHORT',
];

/**
 * Fetches the credentials from their source. Throws one SecretsError that names everything that is wrong: missing
 * variables or files together, with the exchange that needs them and what to do; conflicts; unsafe files; values that
 * cannot be right. No value is ever in it.
 */
export async function loadCredentials(reference: CredentialReference, world: SourceWorld): Promise<Credentials> {
  const { exchange, source } = reference;
  if (!/^[a-z][a-z0-9_]{0,31}$/.test(exchange)) {
    throw new SecretsError('EXCHANGE_MALFORMED', 'The exchange must be a ccxt id, in lower-case letters and digits.');
  }
  const sourced = await sources[source.kind](reference, world);
  const problems = [...sourced.problems, ...missing(exchange, sourced)];
  const secrets = new Map<CredentialField, Secret>();
  for (const { field, name, text } of sourced.fields) {
    if (text === undefined) continue;
    try {
      secrets.set(field, secretOf(text, credentialFields[field].spaces));
    } catch (error) {
      if (!(error instanceof SecretsError)) throw error;
      problems.push({ code: error.code, says: `${name}: ${error.message}` });
    }
  }
  if (problems.length > 0) {
    for (const secret of secrets.values()) secret.wipe();
    const code = precedence.find((candidate) => problems.some((problem) => problem.code === candidate));
    throw new SecretsError(
      code ?? 'CREDENTIALS_MALFORMED',
      problems.map((problem) => problem.says),
    );
  }
  return Object.freeze({ exchange, fields: secrets, origin: sourced.origin, exempt: Object.freeze(sourced.exempt) });
}

function missing(exchange: string, { fields, places, remedy }: Sourced): { code: SecretsErrorCode; says: string }[] {
  const absent = fields.filter(({ text, refused }) => text === undefined && refused === undefined);
  if (absent.length === 0) return [];
  const needed = listed(fields.map(({ name }) => name));
  const verb = absent.length === 1 ? 'is' : 'are';
  return [
    {
      code: 'CREDENTIALS_MISSING',
      says: `${exchange} needs ${needed}; ${listed(absent.map(({ name }) => name))} ${verb} not in ${places}. ${remedy}`,
    },
  ];
}

/** Refuses what no key looks like: the exchange would only answer "invalid key", and much later. */
function secretOf(text: string, spaces: boolean): Secret {
  const wrong = (says: string) => new SecretsError('CREDENTIALS_MALFORMED', says);
  const problem = pemProblem(text);
  if (problem !== undefined) throw wrong(problem);
  if (text.startsWith('-----BEGIN ')) return Secret.of(text);
  if (/\p{Cc}/u.test(text)) {
    throw wrong('It holds a line break or a control character: copy it again.');
  } else if (!spaces && /\s/.test(text)) {
    throw wrong('It holds white space: copy it again without.');
  }
  return Secret.of(text);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
