import {
  type CredentialField,
  loadCredentials,
  parseSource,
  type Secret,
  SecretsError,
  type SourceWorld,
  variableFor,
} from '@gatehouse/secrets';
import { ScannerError } from '../error.ts';
import { readSmallFile } from '../text/small-file.ts';

/** One of the person's own secrets, as its source gave it. */
export interface OwnValue {
  readonly exchange: string;
  readonly field: CredentialField;
  readonly secret: Secret;
}

export interface OwnValues {
  readonly values: readonly OwnValue[];
  /** Files that hold them on purpose. */
  readonly exempt: readonly string[];
}

/** Those that are secret. A user id and a wallet's address are public, and stand in many places for good reasons. */
const secretFields: readonly CredentialField[] = ['apiKey', 'secret', 'password', 'privateKey'];

/** When a folder of files does not say whose they are. */
const unnamed = 'binance';

/**
 * Fetches every secret that the source has: of one exchange, or of each that a variable names. Throws ScannerError
 * OWN_KEY_MISSING where there is none, and SecretsError where the source cannot be relied on; neither holds a value.
 */
export async function ownValuesIn(
  source: string,
  exchange: string | undefined,
  world: SourceWorld,
): Promise<OwnValues> {
  const reference = parseSource(source);
  const exchanges = exchange !== undefined ? [exchange] : reference.kind === 'env' ? exchangesNamed(world) : [unnamed];
  const values: OwnValue[] = [];
  const exempt = new Set<string>();
  for (const id of exchanges) {
    for (const field of secretFields) {
      try {
        // One at a time: which fields an exchange needs is not ours to know, and one that is not there is no fault.
        const one = await loadCredentials({ exchange: id, fields: [field], source: reference }, world);
        for (const secret of one.fields.values()) values.push({ exchange: id, field, secret });
        for (const path of one.exempt) exempt.add(path);
      } catch (error) {
        if (!(error instanceof SecretsError) || error.code !== 'CREDENTIALS_MISSING') throw error;
      }
    }
  }
  if (values.length === 0) {
    throw new ScannerError(
      'OWN_KEY_MISSING',
      reference.kind === 'env'
        ? 'No key of an exchange is in the environment or in .env (BINANCE_API_KEY, OKX_API_SECRET, ...): set what should be looked for.'
        : 'The folder holds none of the files apiKey, secret, passphrase and privateKey: name the one that does.',
    );
  }
  return { values, exempt: [...exempt] };
}

/** `NAME=`, `export NAME=`, `NAME: `. */
function nameIn(line: string): readonly string[] {
  const name = /^[^=:]{0,128}(?=[=:])/
    .exec(line)?.[0]
    .trim()
    .replace(/^export\b/, '')
    .trim();
  return name !== undefined && /^[A-Z][A-Z0-9_]*$/.test(name) ? [name] : [];
}

/** Exchanges by the names of variables, in the environment and in `.env`; the values are not looked at. */
function exchangesNamed({ env, dotenvPath }: SourceWorld): readonly string[] {
  const read = readSmallFile(dotenvPath, 256 * 1024);
  const names = new Set([...Object.keys(env), ...('text' in read ? read.text.split('\n').flatMap(nameIn) : [])]);
  const exchanges = new Set<string>();
  for (const name of names) {
    for (const field of secretFields) {
      const suffix = variableFor('', field);
      const id = name.slice(0, -suffix.length).toLowerCase();
      // GITHUB_API_KEY is nobody's exchange, and worth looking for all the same.
      if (name.endsWith(suffix) && /^[a-z][a-z0-9_]{0,31}$/.test(id)) exchanges.add(id);
    }
  }
  return [...exchanges].sort();
}
