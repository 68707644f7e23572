/** One variable of the environment contract. */
export interface Variable {
  readonly name: string;
  readonly meaning: string;
  /** Whether its value is a secret. */
  readonly secret: boolean;
  /** Its line in .env.example; absent while nothing reads it yet. */
  readonly example?: string;
}

/** THE ENVIRONMENT. Nothing else is read from it. `.env.example` shows the same rows; a test holds them together. */
export const environment: readonly Variable[] = Object.freeze([
  {
    name: 'BOT_MODE',
    meaning: 'Overrides the mode of bot.config.ts for one deployment: simulated or live.',
    secret: false,
    example: 'BOT_MODE=simulated',
  },
  {
    name: 'BOT_EXCHANGE',
    meaning: 'Overrides the exchange of bot.config.ts: a ccxt id.',
    secret: false,
    example: 'BOT_EXCHANGE=binance',
  },
  { name: 'BOT_STATE', meaning: 'The folder that holds the journal.', secret: false, example: 'BOT_STATE=.state' },
  {
    name: 'BOT_CREDENTIALS',
    meaning: 'Where the key lives: env: (the variables below) or file:DIR.',
    secret: false,
    example: 'BOT_CREDENTIALS=env:',
  },
  {
    name: '<EXCHANGE>_API_KEY',
    meaning: 'The key itself, by the upper-case ccxt id of the exchange.',
    secret: true,
    example: 'BINANCE_API_KEY=',
  },
  {
    name: '<EXCHANGE>_API_SECRET',
    meaning: 'Its secret; a PEM key may be written in one line with \\n.',
    secret: true,
    example: 'BINANCE_API_SECRET=',
  },
  {
    name: '<EXCHANGE>_PASSPHRASE',
    meaning: 'The passphrase, where the exchange has one.',
    secret: true,
    example: 'OKX_PASSPHRASE=',
  },
  {
    name: '<EXCHANGE>_UID',
    meaning: 'The user id, where the exchange asks for it.',
    secret: true,
    example: 'HTX_UID=',
  },
  {
    name: '<EXCHANGE>_WALLET_ADDRESS',
    meaning: 'The wallet, where keys are wallets.',
    secret: true,
    example: 'HYPERLIQUID_WALLET_ADDRESS=',
  },
  {
    name: '<EXCHANGE>_PRIVATE_KEY',
    meaning: 'The private key that signs for it.',
    secret: true,
    example: 'HYPERLIQUID_PRIVATE_KEY=',
  },
  {
    name: 'BOT_LIVE_CONFIRM',
    meaning: "The key's fingerprint as preflight prints it: live mode trades with no other key.",
    secret: false,
    example: 'BOT_LIVE_CONFIRM=',
  },
  {
    name: 'BOT_EXPECTED_IPS',
    meaning: 'Addresses or CIDR ranges this bot must be seen from, comma-separated.',
    secret: false,
    example: 'BOT_EXPECTED_IPS=203.0.113.7,2001:db8::/48',
  },
  {
    name: 'BOT_PUBLIC_IP_URLS',
    meaning: 'Services that echo our address, comma-separated, on different hosts; https, or http on loopback.',
    secret: false,
    example: 'BOT_PUBLIC_IP_URLS=https://api.ipify.org,https://checkip.amazonaws.com',
  },
  {
    name: 'BOT_EXCHANGE_URL',
    meaning: 'A stand-in exchange on loopback, for tests: replaces every API host of the exchange.',
    secret: false,
    example: 'BOT_EXCHANGE_URL=http://127.0.0.1:8080',
  },
  { name: 'BOT_ALERT_*', meaning: 'Alert channels; the values are secrets.', secret: true },
] satisfies Variable[]);

/** The names among them that settingsFrom reads. */
export const settingNames: readonly string[] = environment
  .map(({ name }) => name)
  .filter((name) => name.startsWith('BOT_') && !isAlert(name));

/** Says whether a name belongs to the alert channels, whose values are secrets and are not read here. */
export function isAlert(name: string): boolean {
  return name.startsWith('BOT_ALERT_');
}
