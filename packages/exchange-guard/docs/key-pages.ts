/** What to do on one exchange's key page, in a sentence each. Written by hand, from the exchange's own documentation. */
export interface KeyPage {
  /** How the exchange is called, where people look for it. */
  readonly name: string;
  /** Which ids share this page. */
  readonly ids: readonly string[];
  /** What to tick, and what to leave. */
  readonly tick: string;
  /** What else there is to know before the first start. */
  readonly note?: string;
}

/** In the order of the alphabet: whoever looks for an exchange looks for its name. */
export const keyPages: readonly KeyPage[] = [
  {
    name: 'Binance',
    ids: ['binance', 'binanceusdm', 'binancecoinm'],
    tick: 'Tick “Enable Reading” and “Enable Spot & Margin Trading” (for the two futures ids “Enable Futures” in its place), restrict access to trusted IPs, and leave everything else off: withdrawals, internal and universal transfer, margin loan.',
    note: 'Choose an Ed25519 key: Binance calls HMAC keys outdated, and the private half never leaves your machine. Binance says that there is an address list and not what is on it: set BOT_EXPECTED_IPS.',
  },
  {
    name: 'BingX',
    ids: ['bingx'],
    tick: 'Tick Read and Spot Trading, enter your address under the IP whitelist, and leave Perpetual Futures, Universal Transfer, Withdraw and Internal Transfer of sub-accounts off.',
  },
  {
    name: 'Bitfinex',
    ids: ['bitfinex'],
    tick: 'Under Orders and Wallets allow reading, under Orders also writing (“create and cancel orders”); no other writing, and Withdrawals off. Restrict the key to your address.',
    note: 'Bitfinex does not tell the address list: it has to be accepted by name (below).',
  },
  {
    name: 'Bitget',
    ids: ['bitget'],
    tick: 'Choose read and write, tick Spot trade alone, bind your address; no Transfer, no Withdraw, no sub-account management.',
    note: "For a unified account tick UTA trade and UTA mgt., and write account: 'unified' beside market; UTA mgt. also moves money between your own accounts, and the audit warns. The key has a passphrase of your own choice.",
  },
  {
    name: 'Bybit',
    ids: ['bybit', 'bybiteu', 'bybitid'],
    tick: 'Choose read-write, tick SPOT → Trade alone, bind your address; nothing under Assets, not even transfers between your accounts: with it the key can rewrite its own permissions, and is refused.',
    note: 'Orders need a unified trading account (UTA). Without an address a key ends after 90 days.',
  },
  {
    name: 'Coinbase (Advanced Trade)',
    ids: ['coinbase'],
    tick: 'On the CDP portal make a Secret API key with View and Trade, never Transfer, put your address on its IP allowlist, and choose the portfolio that the bot may use.',
    note: 'EC (ES256) and Ed25519 keys both work. Coinbase does not tell the address list: it has to be accepted by name (below). Trade cannot be had apart from margin, futures and convert.',
  },
  {
    name: 'Deribit',
    ids: ['deribit'],
    tick: 'Set account:read, trade:read_write and wallet:read or none; everything else none. Put your address on the IP whitelist.',
    note: 'A login may be granted less than the key holds, so Deribit never proves that a key cannot withdraw: five facts have to be accepted by name (below), with a ceiling on the order value.',
  },
  {
    name: 'Gate',
    ids: ['gate', 'gateeu'],
    tick: 'Make an APIv4 key with Spot read and write, and your address on its list; leave Wallet, Withdraw, Sub-accounts, Earn, Margin and Futures off.',
    note: 'Use a key of the main account: one of a sub-account may not ask for its own rights, and nothing is known then.',
  },
  {
    name: 'Gemini',
    ids: ['gemini'],
    tick: 'Make a key of account scope with the Trader role alone; neither Fund Manager nor Administrator. Add your address under trusted IPs.',
    note: 'It takes limit orders alone from programs. Gemini does not tell the address list: it has to be accepted by name (below).',
  },
  {
    name: 'HTX (Huobi)',
    ids: ['htx'],
    tick: 'Tick Read-only and Trade, never Withdraw, and bind your address.',
    note: 'Trading there also moves money between your own accounts and borrows: the audit warns. Without an address a key ends after 90 days.',
  },
  {
    name: 'Hyperliquid',
    ids: ['hyperliquid'],
    tick: 'On the API page authorise an agent wallet (API wallet) and give the bot the private key of that one, with the address of your account beside it; never the key of the account itself.',
    note: 'An agent cannot withdraw. Nothing there can be bound to addresses: that has to be accepted by name (below). An agent that has a name also has an end, of which you are warned.',
  },
  {
    name: 'Kraken',
    ids: ['kraken'],
    tick: 'Tick Query Funds, Query Open Orders & Trades, Create & Modify Orders, Cancel & Close Orders; and your address under IP restriction. Leave Deposit, Withdraw, Earn and Withdrawal addresses off.',
    note: 'The leverage is a parameter of the order there, so margin comes along with trading.',
  },
  {
    name: 'Kraken Futures',
    ids: ['krakenfutures'],
    tick: 'Choose General API: Full Access without Withdrawal API, and an address.',
    note: 'It tells that the key works and where from; what it calls its rights is not documented, so each has to be accepted by name (below), with a ceiling on the order value.',
  },
  {
    name: 'KuCoin',
    ids: ['kucoin', 'kucoinfutures'],
    tick: 'Make the key in a sub-account: General and Spot (for kucoinfutures General and Futures), restricted to your address; no Margin, Transfer, Withdrawal or Earn.',
    note: 'In the main account General also makes sub-accounts and their keys, which comes along. The key has a passphrase of your own choice.',
  },
  {
    name: 'OKX',
    ids: ['okx', 'okxus', 'myokx'],
    tick: 'Make the key in a sub-account: Read and Trade, never Withdraw, and link your address.',
    note: 'Trade there covers all markets and transfers between your own accounts, and cannot be narrowed: the audit warns. Orders need the account mode spot or futures, with borrowing for spot switched off. The key has a passphrase of your own choice.',
  },
  {
    name: 'Upbit',
    ids: ['upbit'],
    tick: 'Tick asset view, order view and order; neither withdrawal nor deposit. Addresses are mandatory there.',
    note: 'Upbit tells an ordinary key its end and nothing of its rights: each has to be accepted by name (below), with a ceiling on the order value.',
  },
];
