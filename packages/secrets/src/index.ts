export { type CredentialReference, type Credentials, loadCredentials } from './credentials.ts';
export { type DotenvFinding, judgeDotenv, type SourceWorld } from './dotenv-file.ts';
export { encodingsOf } from './encodings.ts';
export { SecretsError, type SecretsErrorCode } from './error.ts';
export { type CredentialField, variableFor } from './fields.ts';
export { type Fingerprint, fingerprintOf } from './fingerprint.ts';
export { Redactor } from './redactor.ts';
export { REDACTED, Secret } from './secret.ts';
export { parseSource, type SourceReference } from './source.ts';
