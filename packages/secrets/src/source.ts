import { SecretsError } from './error.ts';

/** Where a key lives; never the key. */
export type SourceReference = { readonly kind: 'env' } | { readonly kind: 'file'; readonly folder: string };

type Reader = (rest: string) => SourceReference;

/** What may stand before the colon of BOT_CREDENTIALS. A new source is a row here and a row in credentials.ts. */
const readers: Readonly<Record<string, Reader>> = Object.freeze({
  __proto__: null as never,
  env: (rest) => {
    if (rest !== '') throw malformed('"env:" takes nothing after the colon: the variables are named by the exchange.');
    return { kind: 'env' };
  },
  file: (rest) => {
    if (rest.trim() === '') throw malformed('"file:" needs a folder after the colon, as in file:/run/secrets.');
    if (rest.includes('\0')) throw malformed('"file:" needs a folder, and what follows the colon cannot be one.');
    return { kind: 'file', folder: rest };
  },
  'aws-secretsmanager': comesLater('aws-secretsmanager'),
  vault: comesLater('vault'),
  exec: comesLater('exec'),
} satisfies Record<string, Reader>);

/**
 * Reads BOT_CREDENTIALS: `env:` (also when empty) or `file:DIR`. Throws SOURCE_UNKNOWN, SOURCE_NOT_YET or
 * SOURCE_MALFORMED without repeating the text: somebody may have put the key itself there.
 */
export function parseSource(text: string): SourceReference {
  const trimmed = (text ?? '').trim();
  if (trimmed === '') return Object.freeze({ kind: 'env' });
  const colon = trimmed.indexOf(':');
  const read = colon < 0 ? undefined : readers[trimmed.slice(0, colon)];
  if (read === undefined) {
    throw new SecretsError('SOURCE_UNKNOWN', 'The source of the credentials is none of "env:" and "file:DIR".');
  }
  return Object.freeze(read(trimmed.slice(colon + 1)));
}

function comesLater(name: string): Reader {
  return () => {
    throw new SecretsError('SOURCE_NOT_YET', `The source "${name}:" comes later: use "env:" or "file:DIR" until then.`);
  };
}

function malformed(says: string): SecretsError {
  return new SecretsError('SOURCE_MALFORMED', says);
}
