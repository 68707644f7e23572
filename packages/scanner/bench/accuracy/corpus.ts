/** One value that a scanner should speak of. */
export interface Planted {
  /** What it is: `binance`, `wif`, `aws`. */
  readonly class: string;
  readonly part: string;
  /** As it stands in the file; a report counts when its position falls on one of its places. */
  readonly written: string;
  /** A leak blocks; a publicly known test key is told, and blocks nothing. */
  readonly expects: 'block' | 'info';
}

/** One file of the corpus, or one object of a repository's history. */
export interface Document {
  /** The folder that counts as one repository. */
  readonly repository: string;
  readonly path: string;
  readonly text: string;
  readonly encoding?: 'utf8' | 'utf16le';
  /** How the values are written down: `env`, `ts-object`, `log`. For hard negatives: what they are. */
  readonly carrier: string;
  /** Whether a name beside each value says that it is a secret. */
  readonly labelled: boolean;
  readonly planted: readonly Planted[];
}

export interface Corpus {
  readonly documents: readonly Document[];
}

export type Family = 'exchange' | 'wallet' | 'service' | 'pem' | 'beyond';

/** A secret with the words of its name: `['api', 'key']` becomes API_KEY, apiKey or api-key, as the file has it. */
export interface Secret {
  readonly part: string;
  readonly value: string;
  readonly names: readonly (readonly string[])[];
  /** The HTTP header that carries it. */
  readonly header?: string;
}

/** line: one word. url: an address that opens a door. phrase: words with spaces. block: several lines. json: numbers or an object. */
export type Form = 'line' | 'url' | 'phrase' | 'block' | 'json';

/** What belongs together: an exchange's key, secret and passphrase; a wallet's phrase; a service's two keys. */
export interface Kit {
  readonly class: string;
  readonly family: Family;
  readonly form: Form;
  /** As people write it, and as one lower-case word. */
  readonly title: string;
  readonly id: string;
  readonly host: string;
  readonly secrets: readonly Secret[];
  /** What stands beside them and is public: an address, a user's name. */
  readonly publics: readonly { readonly name: readonly string[]; readonly value: string }[];
  /** Nothing but its context tells it from an id or a hash, so a document must name what it belongs to. */
  readonly needsContext: boolean;
  /** Could be any word or number: only a name beside it makes a leak of it. */
  readonly needsLabel: boolean;
}

export interface KitRow {
  readonly class: string;
  readonly family: Family;
  readonly draw: (random: import('./random.ts').Random) => Kit;
}
