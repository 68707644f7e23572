import type { Kit, KitRow, Secret } from './corpus.ts';
import { der, evmAddress, pem } from './encodings.ts';
import { chosenPassphrase } from './passphrase.ts';
import type { Random } from './random.ts';

// Key formats as the exchanges' documentation shows them; written down anew here, not taken from the rules.
interface Exchange {
  readonly id: string;
  readonly title: string;
  readonly host: string;
  readonly headers?: { readonly key?: string; readonly passphrase?: string };
  readonly key?: (random: Random) => string;
  readonly secret?: (random: Random) => string;
  readonly passphrase?: true;
}

const upperAlphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const lowerAlphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789';
const urlSafe = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const hex = (length: number) => (random: Random) => random.hex(length);
const alphanumeric = (length: number) => (random: Random) => random.alphanumeric(length);
const url = (length: number) => (random: Random) => random.text(urlSafe, length);
const base64 = (bytes: number) => (random: Random) => random.base64(bytes);
const grouped = (alphabet: string, lengths: readonly number[]) => (random: Random) =>
  lengths.map((length) => random.text(alphabet, length)).join('-');
const uuid = (random: Random) => random.uuid();

const hexDigits = '0123456789abcdef';

const exchanges: readonly Exchange[] = [
  {
    id: 'binance',
    title: 'Binance',
    host: 'api.binance.com',
    headers: { key: 'X-MBX-APIKEY' },
    key: alphanumeric(64),
    secret: alphanumeric(64),
  },
  {
    id: 'bybit',
    title: 'Bybit',
    host: 'api.bybit.com',
    headers: { key: 'X-BAPI-API-KEY' },
    key: alphanumeric(18),
    secret: alphanumeric(36),
  },
  {
    id: 'okx',
    title: 'OKX',
    host: 'www.okx.com',
    headers: { key: 'OK-ACCESS-KEY', passphrase: 'OK-ACCESS-PASSPHRASE' },
    key: uuid,
    secret: (random) => random.hex(32).toUpperCase(),
    passphrase: true,
  },
  {
    id: 'kraken',
    title: 'Kraken',
    host: 'api.kraken.com',
    headers: { key: 'API-Key' },
    key: base64(42),
    secret: base64(64),
  },
  {
    id: 'krakenfutures',
    title: 'Kraken Futures',
    host: 'futures.kraken.com',
    headers: { key: 'APIKey' },
    key: base64(42),
    secret: base64(64),
  },
  { id: 'coinbase', title: 'Coinbase', host: 'api.coinbase.com', key: coinbaseName, secret: coinbaseSecret },
  {
    id: 'coinbaseexchange',
    title: 'Coinbase Exchange',
    host: 'api.exchange.coinbase.com',
    headers: { key: 'CB-ACCESS-KEY', passphrase: 'CB-ACCESS-PASSPHRASE' },
    key: hex(32),
    secret: base64(64),
    passphrase: true,
  },
  {
    id: 'kucoin',
    title: 'KuCoin',
    host: 'api.kucoin.com',
    headers: { key: 'KC-API-KEY', passphrase: 'KC-API-PASSPHRASE' },
    key: hex(24),
    secret: uuid,
    passphrase: true,
  },
  { id: 'gate', title: 'Gate.io', host: 'api.gateio.ws', headers: { key: 'KEY' }, key: hex(32), secret: hex(64) },
  {
    id: 'bitget',
    title: 'Bitget',
    host: 'api.bitget.com',
    headers: { key: 'ACCESS-KEY', passphrase: 'ACCESS-PASSPHRASE' },
    key: (random) => `bg_${random.hex(32)}`,
    secret: hex(64),
    passphrase: true,
  },
  {
    id: 'mexc',
    title: 'MEXC',
    host: 'api.mexc.com',
    headers: { key: 'X-MEXC-APIKEY' },
    key: (random) => `mx0${random.alphanumeric(15)}`,
    secret: hex(32),
  },
  {
    id: 'htx',
    title: 'HTX',
    host: 'api.huobi.pro',
    key: grouped(lowerAlphanumeric, [8, 8, 8, 5]),
    secret: grouped(hexDigits, [8, 8, 8, 5]),
  },
  {
    id: 'bitfinex',
    title: 'Bitfinex',
    host: 'api.bitfinex.com',
    headers: { key: 'bfx-apikey' },
    key: url(43),
    secret: url(43),
  },
  { id: 'deribit', title: 'Deribit', host: 'www.deribit.com', key: url(8), secret: url(43) },
  {
    id: 'bitmex',
    title: 'BitMEX',
    host: 'www.bitmex.com',
    headers: { key: 'api-key' },
    key: url(24),
    secret: url(48),
  },
  {
    id: 'gemini',
    title: 'Gemini',
    host: 'api.gemini.com',
    headers: { key: 'X-GEMINI-APIKEY' },
    key: (random) => `${random.pick(['account', 'master'])}-${random.alphanumeric(20)}`,
    secret: (random) => random.alphanumeric(27 + random.below(2)),
  },
  {
    id: 'cryptocom',
    title: 'Crypto.com',
    host: 'api.crypto.com',
    key: alphanumeric(22),
    secret: (random) => `cxakp_${random.alphanumeric(22)}`,
  },
  {
    id: 'bitstamp',
    title: 'Bitstamp',
    host: 'www.bitstamp.net',
    headers: { key: 'X-Auth' },
    key: alphanumeric(32),
    secret: alphanumeric(32),
  },
  {
    id: 'bingx',
    title: 'BingX',
    host: 'open-api.bingx.com',
    headers: { key: 'X-BX-APIKEY' },
    key: alphanumeric(84),
    secret: alphanumeric(84),
  },
  {
    id: 'phemex',
    title: 'Phemex',
    host: 'api.phemex.com',
    headers: { key: 'x-phemex-access-token' },
    key: uuid,
    secret: url(86),
  },
  { id: 'upbit', title: 'Upbit', host: 'api.upbit.com', key: alphanumeric(40), secret: alphanumeric(40) },
  {
    id: 'bithumb',
    title: 'Bithumb',
    host: 'api.bithumb.com',
    headers: { key: 'Api-Key' },
    key: hex(32),
    secret: hex(32),
  },
  {
    id: 'poloniex',
    title: 'Poloniex',
    host: 'api.poloniex.com',
    headers: { key: 'key' },
    key: grouped(upperAlphanumeric, [8, 8, 8, 8]),
    secret: hex(128),
  },
  {
    id: 'hyperliquid',
    title: 'Hyperliquid',
    host: 'api.hyperliquid.xyz',
    secret: (random) => `0x${random.hex(64)}`,
  },
];

const keyNames = [['api', 'key'], ['api', 'key'], ['apikey'], ['key'], ['access', 'key'], ['api', 'key', 'id']];
const secretNames = [
  ['api', 'secret'],
  ['secret', 'key'],
  ['secret'],
  ['api', 'secret', 'key'],
  ['secret', 'api', 'key'],
  ['apisecret'],
];
const passphraseNames = [['passphrase'], ['api', 'passphrase'], ['password'], ['api', 'password'], ['pass', 'phrase']];

// What ccxt, the exchanges' own clients and the exchange's console call them, where that differs.
const ownNames: Readonly<Record<string, Partial<Record<string, readonly (readonly string[])[]>>>> = {
  kraken: { secret: [['private', 'key'], ['api', 'sec'], ['secret'], ['api', 'secret']] },
  deribit: {
    key: [
      ['client', 'id'],
      ['api', 'key'],
    ],
    secret: [
      ['client', 'secret'],
      ['api', 'secret'],
    ],
  },
  coinbase: {
    key: [
      ['api', 'key', 'name'],
      ['api', 'key'],
      ['key', 'name'],
    ],
    secret: [['private', 'key'], ['secret']],
  },
  hyperliquid: {
    secret: [
      ['secret', 'key'],
      ['private', 'key'],
      ['agent', 'private', 'key'],
      ['api', 'wallet', 'key'],
    ],
  },
};

export const exchangeKits: readonly KitRow[] = exchanges.map((row) => ({
  class: row.id,
  family: 'exchange',
  draw: (random) => kitOf(row, random),
}));

function kitOf({ id, title, host, headers, key, secret, passphrase }: Exchange, random: Random): Kit {
  const own = ownNames[id] ?? {};
  const value = secret?.(random);
  const secrets: Secret[] = [];
  if (key) {
    const header = headers?.key === undefined ? {} : { header: headers.key };
    secrets.push({ part: 'key', value: key(random), names: own.key ?? keyNames, ...header });
  }
  if (value) secrets.push({ part: 'secret', value, names: own.secret ?? secretNames });
  if (passphrase) {
    const header = headers?.passphrase === undefined ? {} : { header: headers.passphrase };
    secrets.push({ part: 'passphrase', value: chosenPassphrase(random), names: passphraseNames, ...header });
  }
  const address = id === 'hyperliquid' && value ? evmAddress(Buffer.from(value.slice(2), 'hex')) : undefined;
  return {
    class: id,
    family: 'exchange',
    form: 'line',
    title,
    id,
    host,
    secrets,
    publics: address ? [{ name: ['account', 'address'], value: address }] : [],
    needsContext: true,
    needsLabel: false,
  };
}

function coinbaseName(random: Random): string {
  return `organizations/${random.uuid()}/apiKeys/${random.uuid()}`;
}

/** An EC key as PEM, which most files write as one line with `\n` in it; newer keys are Ed25519's 64 bytes. */
function coinbaseSecret(random: Random): string {
  if (random.chance(0.4)) return random.base64(64);
  const point = Buffer.concat([Buffer.from([0, 4]), random.bytes(64)]);
  const curve = Buffer.from('06082a8648ce3d030107', 'hex');
  const key = der(0x30, der(2, Buffer.from([1])), der(4, random.bytes(32)), der(0xa0, curve), der(0xa1, der(3, point)));
  return `${pem('EC PRIVATE KEY', key)}\n`;
}
