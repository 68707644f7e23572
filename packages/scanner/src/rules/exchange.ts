import { alphabets, type Draw } from '../draw.ts';
import { type Label, labelBefore } from '../label.ts';
import { isCode, isPlaceholder } from '../placeholder.ts';
import { looksDrawn } from '../randomness.ts';
import type { Rule } from '../rule.ts';

interface Part {
  readonly part: Label;
  /** The shape of the value alone, without what must stand around it. */
  readonly shape: RegExp;
  /** true: the shape is shared with ids and hashes, so a name such as `apiKey` must stand before the value. */
  readonly named: boolean;
  readonly draw: (draw: Draw) => string;
}

interface Exchange {
  readonly id: string;
  readonly title: string;
  /** Words, lower case, one of which stands near its keys: the name, or the names of its headers. */
  readonly names: readonly string[];
  readonly parts: readonly Part[];
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const base64Of64Bytes = /[A-Za-z0-9+/]{86}==/;

const uuidPart = (part: Label): Part => ({ part, shape: uuid, named: true, draw: (draw) => draw.uuid() });
const part = (
  name: Label,
  shape: RegExp,
  named: boolean,
  alphabet: string,
  length: number,
  ending: '' | '==' = '',
): Part => ({ part: name, shape, named, draw: (draw) => draw.text(alphabet, length) + ending });
const passphrase: Part = {
  part: 'passphrase',
  shape: /[^\s"'`,;\\<>]{8,32}/,
  named: true,
  draw: (draw) => `${draw.text(alphabets.alphanumeric, 9)}!${draw.number(10)}`,
};

const { alphanumeric, base64, hex, upperHex } = alphabets;

// Key formats: the exchanges' own documentation samples. An RSA or Ed25519 secret is a PEM key, whatever the exchange.
const exchanges: readonly Exchange[] = [
  {
    id: 'binance',
    title: 'Binance',
    names: ['binance', 'x-mbx-apikey'],
    parts: [
      part('key', /[A-Za-z0-9]{64}/, false, alphanumeric, 64),
      part('secret', /[A-Za-z0-9]{64}/, false, alphanumeric, 64),
    ],
  },
  {
    id: 'bybit',
    title: 'Bybit',
    names: ['bybit', 'x-bapi'],
    parts: [
      part('key', /[A-Za-z0-9]{18}/, true, alphanumeric, 18),
      part('secret', /[A-Za-z0-9]{36}/, true, alphanumeric, 36),
    ],
  },
  {
    id: 'okx',
    title: 'OKX',
    names: ['okx', 'okex', 'ok-access'],
    parts: [uuidPart('key'), part('secret', /[0-9A-F]{32}/, true, upperHex, 32), passphrase],
  },
  {
    id: 'kraken',
    title: 'Kraken',
    names: ['kraken'],
    parts: [
      part('key', /[A-Za-z0-9+/]{56}/, false, base64, 56),
      part('secret', base64Of64Bytes, false, base64, 86, '=='),
    ],
  },
  {
    id: 'coinbase',
    title: 'Coinbase',
    names: ['coinbase', 'cdp_', 'cdp-'],
    parts: [part('secret', base64Of64Bytes, false, base64, 86, '==')],
  },
  {
    id: 'kucoin',
    title: 'KuCoin',
    names: ['kucoin', 'kc-api'],
    parts: [part('key', /[0-9a-f]{24}/, true, hex, 24), uuidPart('secret'), passphrase],
  },
];

// The name may stand in a comment, a section title or the call around the credentials: some ten lines.
const nearby = 600;

const nouns: Readonly<Record<Label, string>> = { key: 'API key', secret: 'API secret', passphrase: 'passphrase' };

export const exchangeRules: readonly Rule[] = [
  ...exchanges.flatMap((exchange) => exchange.parts.map((one) => ruleFor(exchange, one))),
  coinbaseKeyName(),
];

function ruleFor(exchange: Exchange, { part, shape, named, draw }: Part): Rule {
  const twins = exchange.parts.filter((other) => other.shape.source === shape.source);
  return {
    id: `${exchange.id}-${part}`,
    severity: 'block',
    finds: `${exchange.title} ${nouns[part]}`,
    fix: `revoke it at ${exchange.title}, and let the bot read the new one from its environment`,
    keywords: exchange.names,
    reach: nearby,
    pattern:
      part === 'passphrase'
        ? new RegExp(
            `pass(?:phrase|word)?["'\\]]{0,3}[ \\t]{0,8}(?::[ \\t]{0,4}string[ \\t]{0,4}=|=>|[:=,])[ \\t]{0,8}["'\`]?(?<value>${shape.source})`,
            'gi',
          )
        : new RegExp(`(?<![A-Za-z0-9+/_-])(?<value>${shape.source})(?![A-Za-z0-9+/=_-])`, 'g'),
    judge: ({ text, at, value }) => {
      if (isPlaceholder(value)) return false;
      if (part === 'passphrase') return !isCode(value) && /[a-z]/i.test(value) && /[^a-z_.-]/i.test(value);
      if (!looksDrawn(value, 0.68)) return false;
      // Drawn from both cases, 56 letters hold both: one case alone is a transaction hash.
      if (!named && !(/[a-z]/.test(value) && /[A-Z]/.test(value))) return false;
      const label = labelBefore(text, at);
      // An unnamed value of a shape that key and secret share is reported once, as the key.
      if (!label) return !named && twins[0]?.part === part;
      return label === part || (twins.length === 1 && !named);
    },
    samples: (sample) => samplesOf(exchange, { part, shape, named, draw }, sample),
  };
}

function samplesOf(exchange: Exchange, { part, named, draw }: Part, sample: Draw) {
  const name = { key: 'api_key', secret: 'api_secret', passphrase: 'passphrase' }[part];
  const upper = `${exchange.id}_${name}`.toUpperCase();
  const camel = name.replace(/_(.)/, (_, letter: string) => letter.toUpperCase());
  const [value, other] = [draw(sample), draw(sample)];
  return {
    match: [
      `${upper}=${value}\n`,
      `export ${upper}="${value}"`,
      `const ${exchange.id} = new ccxt.${exchange.id}({ ${camel}: '${value}' });`,
      `${exchange.id}:\n  ${name}: ${value}\n`,
      `{"exchange":"${exchange.id}","${camel}":"${value}"}`,
      `# ${exchange.title}, main account\r\n${name}=${other}\r\n`,
    ],
    noMatch: [
      `${upper}=\n`,
      `${upper}=your_${name}_here`,
      `${upper}=\${${upper}}`,
      `${camel}: process.env.${upper},`,
      `${upper}=${value.charAt(0).repeat(value.length)}`,
      `commit: ${value}`,
      ...(named ? [`${exchange.id} order: ${value}`] : [`${exchange.id} ${other.replaceAll('=', '')}${value}`]),
    ],
  };
}

/** The name of a Coinbase CDP key needs no name nearby: nothing else looks like it. */
function coinbaseKeyName(): Rule {
  return {
    id: 'coinbase-key-name',
    severity: 'block',
    finds: 'Coinbase CDP key name',
    fix: 'delete that key at Coinbase, and let the bot read the new one from its environment',
    keywords: ['organizations/'],
    reach: 'at',
    pattern: new RegExp(`(?<value>organizations/${uuid.source}/apiKeys/${uuid.source})`, 'gi'),
    judge: ({ value }) => looksDrawn(value.replace(/organizations|apikeys|[/-]/gi, '')),
    samples: (draw) => {
      const name = `organizations/${draw.uuid()}/apiKeys/${draw.uuid()}`;
      return {
        match: [`COINBASE_API_KEY=${name}`, `{ "name": "${name}", "privateKey": "" }`, `new Client('${name}')`],
        noMatch: [
          'organizations/{org}/apiKeys/{id}',
          `organizations/${draw.uuid()}/projects/${draw.uuid()}`,
          `organizations/${name.replace(/[0-9a-f]/g, '0').slice(14)}`,
        ],
      };
    },
  };
}
