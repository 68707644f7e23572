import { crc32 } from 'node:zlib';
import type { Kit, KitRow, Secret } from './corpus.ts';
import { chosenPassphrase } from './passphrase.ts';
import { alphanumericCharacters, type Random } from './random.ts';

interface Service {
  readonly class: string;
  readonly title: string;
  readonly host: string;
  readonly needsLabel?: true;
  readonly needsContext?: true;
  readonly parts: readonly Part[];
}

interface Part {
  readonly part: string;
  readonly names: Secret['names'];
  readonly header?: string;
  readonly draw: (random: Random) => string;
}

const urlSafe = `${alphanumericCharacters}-_`;
const upperDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const one = (names: Secret['names'], draw: Part['draw'], header?: string): readonly Part[] => [
  { part: 'token', names, draw, ...(header !== undefined && { header }) },
];

const services: readonly Service[] = [
  {
    class: 'aws',
    title: 'AWS',
    host: 'sts.amazonaws.com',
    parts: [
      { part: 'id', names: [['access', 'key', 'id']], draw: (random) => `AKIA${random.text(upperDigits, 16)}` },
      {
        part: 'secret',
        names: [
          ['secret', 'access', 'key'],
          ['secret', 'key'],
        ],
        draw: (random) => random.base64(30),
      },
    ],
  },
  {
    class: 'github',
    title: 'GitHub',
    host: 'api.github.com',
    parts: one([['token'], ['pat'], ['gh', 'token']], github, 'Authorization: token'),
  },
  {
    class: 'vault',
    title: 'Vault',
    host: 'vault.internal:8200',
    parts: one([['vault', 'token'], ['token']], (random) => `hvs.CAESI${random.text(urlSafe, 90)}`, 'X-Vault-Token'),
  },
  {
    class: 'slack-webhook',
    title: 'Slack',
    host: 'slack.com',
    parts: one([['webhook', 'url'], ['alert', 'url'], ['hook']], slackHook),
  },
  {
    class: 'slack-token',
    title: 'Slack',
    host: 'slack.com',
    parts: one(
      [['bot', 'token'], ['token']],
      (random) => `xoxb-${digits(random, 12)}-${digits(random, 13)}-${random.alphanumeric(24)}`,
      'Authorization: Bearer',
    ),
  },
  {
    class: 'discord-webhook',
    title: 'Discord',
    host: 'discord.com',
    parts: one([['webhook', 'url'], ['webhook'], ['alert', 'url']], discordHook),
  },
  {
    class: 'discord-bot',
    title: 'Discord',
    host: 'discord.com',
    parts: one([['token'], ['bot', 'token']], discordBot, 'Authorization: Bot'),
  },
  {
    class: 'telegram-bot',
    title: 'Telegram',
    host: 'api.telegram.org',
    parts: one(
      [['bot', 'token'], ['token'], ['tg', 'token']],
      (random) => `${digits(random, 10)}:AA${random.text(urlSafe, 33)}`,
    ),
  },
  {
    class: 'infura',
    title: 'Infura',
    host: 'mainnet.infura.io',
    parts: one([['rpc', 'url'], ['provider'], ['mainnet', 'url']], infura),
  },
  {
    class: 'alchemy',
    title: 'Alchemy',
    host: 'eth-mainnet.g.alchemy.com',
    parts: one([['rpc', 'url'], ['url'], ['mainnet', 'rpc']], alchemy),
  },
  {
    class: 'quicknode',
    title: 'QuickNode',
    host: 'quiknode.pro',
    parts: one([['rpc', 'url'], ['endpoint']], quicknode),
  },
  {
    class: 'etherscan',
    title: 'Etherscan',
    host: 'api.etherscan.io',
    needsContext: true,
    parts: one([['api', 'key']], (random) => random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 34)),
  },
  {
    class: 'coinmarketcap',
    title: 'CoinMarketCap',
    host: 'pro-api.coinmarketcap.com',
    needsContext: true,
    parts: one([['api', 'key'], ['key']], (random) => random.uuid(), 'X-CMC_PRO_API_KEY'),
  },
  {
    class: 'openai',
    title: 'OpenAI',
    host: 'api.openai.com',
    parts: one(
      [['api', 'key']],
      (random) => `sk-proj-${random.text(urlSafe, 74)}T3BlbkFJ${random.text(urlSafe, 74)}`,
      'Authorization: Bearer',
    ),
  },
  {
    class: 'stripe',
    title: 'Stripe',
    host: 'api.stripe.com',
    parts: one(
      [
        ['secret', 'key'],
        ['api', 'key'],
      ],
      (random) => `${random.pick(['sk', 'rk'])}_live_${random.alphanumeric(24)}`,
    ),
  },
  {
    class: 'npm',
    title: 'npm',
    host: 'npm.internal',
    parts: one([['auth', 'token'], ['token']], (random) => withCrc('npm_', random.alphanumeric(30))),
  },
  {
    class: 'google',
    title: 'Google',
    host: 'maps.googleapis.com',
    parts: one([['api', 'key']], (random) => `AIza${random.text(urlSafe, 35)}`),
  },
  {
    class: 'sendgrid',
    title: 'SendGrid',
    host: 'api.sendgrid.com',
    parts: one([['api', 'key']], (random) => `SG.${random.text(urlSafe, 22)}.${random.text(urlSafe, 43)}`),
  },
  {
    class: 'database-url',
    title: 'Postgres',
    host: 'db.internal',
    parts: one([['database', 'url'], ['db', 'url'], ['dsn']], databaseUrl),
  },
  {
    class: 'password',
    title: 'Postgres',
    host: 'db.internal',
    needsLabel: true,
    parts: [
      {
        part: 'password',
        names: [['db', 'password'], ['password'], ['postgres', 'password'], ['redis', 'password']],
        draw: chosenPassphrase,
      },
    ],
  },
  {
    class: 'jwt',
    title: 'Supabase',
    host: 'xyz.supabase.co',
    parts: one([['service', 'role', 'key'], ['access', 'token'], ['jwt']], jwt, 'Authorization: Bearer'),
  },
  {
    class: 'generic-secret',
    title: 'Signals',
    host: 'signals.example.net',
    needsLabel: true,
    parts: one(
      [
        ['jwt', 'secret'],
        ['signing', 'secret'],
        ['session', 'secret'],
        ['auth', 'token'],
        ['encryption', 'key'],
      ],
      generic,
    ),
  },
];

export const serviceKits: readonly KitRow[] = services.map((row) => ({
  class: row.class,
  family: 'service',
  draw: (random) => kitOf(row, random),
}));

function kitOf({ class: name, title, host, needsContext, needsLabel, parts }: Service, random: Random): Kit {
  const secrets = parts.map(({ part, names, draw, header }) => ({
    part,
    names,
    value: draw(random),
    ...(header !== undefined && { header }),
  }));
  return {
    class: name,
    family: 'service',
    form: secrets.some(({ value }) => value.includes('://')) ? 'url' : 'line',
    title,
    id: title.toLowerCase(),
    host,
    secrets,
    publics: [],
    needsContext: needsContext ?? false,
    needsLabel: needsLabel ?? false,
  };
}

const digits = (random: Random, length: number) => `${1 + random.below(9)}${random.text('0123456789', length - 1)}`;

/** GitHub and npm end their tokens in a CRC-32, written with 62 digits. */
function withCrc(prefix: string, body: string): string {
  const base62 = `0123456789${alphanumericCharacters.slice(26, 52)}${alphanumericCharacters.slice(0, 26)}`;
  let sum = crc32(body);
  let check = '';
  for (; sum > 0; sum = Math.floor(sum / 62)) check = base62.charAt(sum % 62) + check;
  return `${prefix}${body}${check.padStart(6, '0')}`;
}

function github(random: Random): string {
  if (random.chance(0.3)) return `github_pat_11${random.text(upperDigits, 20)}_${random.alphanumeric(59)}`;
  return withCrc(random.pick(['ghp_', 'gho_', 'ghs_']), random.alphanumeric(30));
}

function slackHook(random: Random): string {
  const team = random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 9);
  const channel = random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 10);
  return `https://hooks.slack.com/services/T${team}/B${channel}/${random.alphanumeric(24)}`;
}

function discordHook(random: Random): string {
  return `https://${random.pick(['discord.com', 'discordapp.com', 'canary.discord.com'])}/api/webhooks/${digits(random, 19)}/${random.text(urlSafe, 68)}`;
}

function discordBot(random: Random): string {
  const id = Buffer.from(digits(random, 18)).toString('base64url');
  return `${id}.${random.text(urlSafe, 6)}.${random.text(urlSafe, 38)}`;
}

function infura(random: Random): string {
  return `${random.pick(['https', 'wss'])}://${random.pick(['mainnet', 'sepolia', 'polygon-mainnet'])}.infura.io/${random.pick(['v3', 'ws/v3'])}/${random.hex(32)}`;
}

function alchemy(random: Random): string {
  return `https://${random.pick(['eth-mainnet', 'arb-mainnet', 'base-mainnet', 'polygon-mainnet'])}.g.alchemy.com/v2/${random.text(urlSafe, 32)}`;
}

function quicknode(random: Random): string {
  return `https://${random.pick(['wispy-dawn', 'proud-green', 'late-ancient'])}-${random.pick(['field', 'sea', 'moon'])}.solana-mainnet.quiknode.pro/${random.hex(40)}/`;
}

function databaseUrl(random: Random): string {
  const password = encodeURIComponent(chosenPassphrase(random));
  const scheme = random.pick(['postgres', 'postgresql', 'mysql', 'mongodb+srv', 'redis', 'amqp']);
  return `${scheme}://${random.pick(['bot', 'trader', 'admin', 'svc_grid'])}:${password}@${random.pick(['db.prod.internal', '10.2.0.14', 'cluster0.ab1cd.mongodb.net'])}/${random.pick(['trades', 'ledger'])}`;
}

function jwt(random: Random): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: 'supabase',
    ref: random.text('abcdefghijklmnopqrstuvwxyz', 20),
    role: 'service_role',
    iat: 1_690_000_000 + random.below(9e7),
  };
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${random.bytes(32).toString('base64url')}`;
}

function generic(random: Random): string {
  const shapes = [() => random.hex(64), () => random.base64(32), () => random.alphanumeric(40), () => random.hex(32)];
  return random.pick(shapes)();
}
