/** The credentials that ccxt can ask for (`requiredCredentials`). */
export type CredentialField = 'apiKey' | 'secret' | 'password' | 'uid' | 'walletAddress' | 'privateKey';

interface FieldNames {
  /** What follows the exchange's name in the environment variable. */
  readonly suffix: string;
  /** The name of its file in `file:DIR`. */
  readonly file: string;
  /** A passphrase may hold spaces; in anything else a space is a slip of the clipboard. */
  readonly spaces: boolean;
}

/** Where each credential is looked for. */
export const credentialFields: Readonly<Record<CredentialField, FieldNames>> = Object.freeze({
  __proto__: null,
  apiKey: { suffix: '_API_KEY', file: 'apiKey', spaces: false },
  secret: { suffix: '_API_SECRET', file: 'secret', spaces: false },
  password: { suffix: '_PASSPHRASE', file: 'passphrase', spaces: true },
  uid: { suffix: '_UID', file: 'uid', spaces: false },
  walletAddress: { suffix: '_WALLET_ADDRESS', file: 'walletAddress', spaces: false },
  privateKey: { suffix: '_PRIVATE_KEY', file: 'privateKey', spaces: false },
} as const);

/** Returns the environment variable that holds a credential: `BINANCE_API_KEY` for `binance` and `apiKey`. */
export function variableFor(exchange: string, field: CredentialField): string {
  return `${exchange.toUpperCase()}${credentialFields[field].suffix}`;
}
