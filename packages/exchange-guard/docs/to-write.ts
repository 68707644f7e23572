import { type CredentialField, variableFor } from '@gatehouse/secrets';
import type { KeyPage } from './key-pages.ts';
import { prose } from './prose.ts';

/** What is known of one id, to say what has to be written down for it. */
export interface Writing {
  readonly fields: readonly CredentialField[];
  /** Facts that the exchange tells of no key. */
  readonly cannotTell: readonly string[];
  readonly ordered: boolean;
  /** The kind of market it is for, as bot.config.ts has it. */
  readonly market: string;
}

/** What each credential is called where it is given out. */
const meanings: Readonly<Record<CredentialField, string>> = {
  apiKey: 'the API key, as its page shows it',
  secret: 'its secret, shown once when the key is made',
  password: 'the passphrase that was chosen when the key was made',
  uid: 'the number of the account',
  walletAddress: 'the address of the account that is traded for',
  privateKey: 'the private key of the agent wallet, never that of the account itself',
};

const particular: Readonly<Record<string, Partial<Record<CredentialField, string>>>> = {
  Binance: { secret: 'its secret; for an Ed25519 or RSA key the private half, a PEM' },
  'Coinbase (Advanced Trade)': {
    apiKey: 'the name of the key, organizations/…/apiKeys/…, or its id',
    secret: 'its private key: the EC PEM, or the base64 of an Ed25519 key',
  },
  Gemini: { apiKey: 'the API key, which begins with account-' },
  Kraken: { secret: 'what Kraken calls the private key, in base64' },
  'Kraken Futures': { secret: 'what Kraken calls the private key, in base64' },
  Upbit: { apiKey: 'the access key', secret: 'the secret key' },
};

/** More than this is not repeated at each exchange. */
const MANY = 6;

/** The lines of bot.config.ts and of .env for one exchange, ready to be copied. */
export function toWrite({ name, ids }: KeyPage, known: (id: string) => Writing): string {
  const [id = ''] = ids;
  const { fields, cannotTell, ordered, market } = known(id);
  const config = [
    `exchange: '${id}',${ordered ? '' : ' // to look at its key alone: no order can go there'}`,
    `market: '${market}',`,
  ];
  if (cannotTell.length > 0) {
    const named = cannotTell.slice(0, cannotTell.length > MANY ? 2 : MANY);
    const rest = cannotTell.length - named.length;
    config.push('acceptUnknown: {', `  ${id}: {`);
    config.push(...named.map((fact) => `    ${fact}: 'what you saw on the key page, and when',`));
    if (rest > 0) config.push(`    // and ${rest} more, which are listed below`);
    config.push('  },', '},');
  }
  const env = fields.map((field) => {
    const meaning = particular[name]?.[field] ?? meanings[field];
    return `# ${meaning}\n${variableFor(id, field)}=`;
  });
  return [fenced('ts', config), fenced('sh', env), ...sisters(ids.slice(1), known)].join('\n\n');
}

/** The other ids of the same page are written in the same way. */
function sisters(ids: readonly string[], known: (id: string) => Writing): readonly string[] {
  if (ids.length === 0) return [];
  const each = ids.map((id) => {
    const { fields, market, ordered } = known(id);
    const [field = 'apiKey'] = fields;
    return `\`${id}\` (\`market: '${market}'\`, \`${variableFor(id, field)}\` and so on${ordered ? '' : '; its key alone'})`;
  });
  return [prose(`The same, with the id in its place, for ${each.join(' and ')}.`)];
}

const fenced = (language: string, lines: readonly string[]): string =>
  [`\`\`\`${language}`, ...lines, '```'].join('\n');
