import {
  alphanumeric,
  chosen,
  grouped,
  hex,
  hexes,
  letters,
  lowerAlphanumeric,
  type Part,
  padded,
  upperAlphanumeric,
  url64,
  uuids,
} from './exchange-part.ts';

export interface Exchange {
  readonly id: string;
  readonly title: string;
  /** Stands near its keys, in their names or in the path: the name, and the names of its headers. Patterns, lower case. */
  readonly names: readonly string[];
  /** `client_id` is how this exchange calls its key. */
  readonly idIsKey?: boolean;
  /** What is public, and stands beside its secret as a key would. */
  readonly beside?: RegExp;
  readonly parts: readonly Part[];
}

/**
 * Key formats as the exchanges' documentation shows them. An RSA or Ed25519 secret is a PEM key, whatever the exchange,
 * and has its own rule.
 */
export const exchanges: readonly Exchange[] = [
  {
    id: 'binance',
    title: 'Binance',
    names: ['binance', 'x-mbx-apikey', '\\bbnb'],
    parts: [letters('key', 64, 64, 'near'), letters('secret', 64, 64, 'near')],
  },
  {
    id: 'bybit',
    title: 'Bybit',
    names: ['bybit', 'x-bapi-'],
    parts: [letters('key', 18, 18, 'named'), letters('secret', 36, 36, 'named')],
  },
  {
    id: 'okx',
    title: 'OKX',
    names: ['okx', 'okex', 'ok-access-'],
    parts: [uuids('key'), hexes('secret', [32, 32], 'named', 'A-F'), chosen],
  },
  {
    id: 'kraken',
    title: 'Kraken',
    names: ['kraken', '\\bapi-sign\\b'],
    parts: [padded('key', [56, 56], '', 'near'), padded('secret', [86, 86], '==', 'near')],
  },
  {
    id: 'coinbase',
    title: 'Coinbase',
    names: ['coinbase', 'cb-access-', 'cdp[_-](?:api|key|secret|wallet)', '\\bcdp\\b', 'gdax'],
    idIsKey: true,
    parts: [
      uuids('key'),
      padded('secret', [86, 86], '==', 'near'),
      chosen,
      { ...letters('key', 32, 32, 'named'), form: 'legacy-key' },
      { ...letters('secret', 32, 32, 'named'), form: 'legacy-secret' },
    ],
  },
  {
    id: 'kucoin',
    title: 'KuCoin',
    names: ['kucoin', 'kc-api-'],
    parts: [hexes('key', [24, 24], 'named'), uuids('secret'), chosen],
  },
  {
    id: 'gate',
    title: 'Gate',
    names: [
      'gate[._-]?io',
      'gate_(?:api|key|secret)',
      '\\bgate\\b',
      'gate(?:client|api|rest|ws|spot|futures|exchange)',
    ],
    parts: [hexes('key', [32, 32], 'named'), hexes('secret', [64, 64], 'named')],
  },
  {
    id: 'bitget',
    title: 'Bitget',
    names: ['bitget', '\\baccess-passphrase'],
    parts: [
      {
        part: 'key',
        shape: /^bg_[0-9a-f]{32}$/,
        runs: { alphabet: 'base64url', lengths: [35, 35], begins: 'b' },
        needs: 'alone',
        sample: ['bg_', [hex, 32]],
      },
      hexes('secret', [64, 64], 'named'),
      chosen,
    ],
  },
  {
    id: 'mexc',
    title: 'MEXC',
    names: ['mexc', 'x-mexc-'],
    parts: [
      {
        part: 'key',
        shape: /^mx0[A-Za-z0-9]{15,40}$/,
        runs: { alphabet: 'alphanumeric', lengths: [18, 43], begins: 'm' },
        needs: 'alone',
        sample: ['mx0', [alphanumeric, 15]],
      },
      hexes('secret', [32, 32], 'named'),
    ],
  },
  {
    id: 'htx',
    title: 'HTX',
    names: ['htx', 'huobi', '\\bhbdm'],
    parts: [
      grouped('key', '[0-9a-z]', lowerAlphanumeric, [
        [8, 10],
        [8, 8],
        [8, 8],
        [5, 5],
      ]),
      grouped('secret', '[0-9a-f]', hex, [
        [8, 8],
        [8, 8],
        [8, 8],
        [5, 5],
      ]),
    ],
  },
  {
    id: 'bitfinex',
    title: 'Bitfinex',
    names: ['bitfinex', 'bfx[_-]'],
    parts: [url64('key', [43, 43], 'near'), url64('secret', [43, 43], 'near')],
  },
  {
    id: 'deribit',
    title: 'Deribit',
    names: ['deribit'],
    idIsKey: true,
    parts: [
      {
        part: 'key',
        shape: /^[A-Za-z0-9_-]{8,10}$/,
        runs: undefined,
        needs: 'named',
        sample: [[alphanumeric, 3], '7', [alphanumeric, 4]],
      },
      url64('secret', [43, 43], 'near'),
    ],
  },
  {
    id: 'bitmex',
    title: 'BitMEX',
    names: ['bitmex'],
    parts: [url64('key', [24, 24], 'named'), url64('secret', [48, 48], 'near')],
  },
  {
    id: 'gemini',
    title: 'Gemini',
    names: ['gemini'],
    parts: [
      {
        part: 'key',
        shape: /^(?:account|master)-[0-9A-Za-z]{20}$/,
        runs: { alphabet: 'base64url', lengths: [27, 28], begins: 'am' },
        needs: 'alone',
        sample: ['account-', [alphanumeric, 20]],
      },
      letters('secret', 26, 28, 'named'),
    ],
  },
  {
    id: 'cryptocom',
    title: 'Crypto.com',
    names: ['crypto[._-]?com', '\\bcdc[_-]', 'cro[_-](?:api|key|secret)'],
    parts: [
      letters('key', 20, 24, 'named'),
      {
        part: 'secret',
        shape: /^(?:cxakp_)?[A-Za-z0-9]{20,26}$/,
        runs: { alphabet: 'base64url', lengths: [20, 32] },
        needs: 'named',
        sample: ['cxakp_', [alphanumeric, 22]],
      },
    ],
  },
  {
    id: 'bitstamp',
    title: 'Bitstamp',
    names: ['bitstamp'],
    parts: [letters('key', 32, 32, 'named'), letters('secret', 32, 32, 'named')],
  },
  {
    id: 'bingx',
    title: 'BingX',
    names: ['bingx', 'x-bx-'],
    parts: [letters('key', 64, 100, 'near'), letters('secret', 64, 100, 'near')],
  },
  {
    id: 'phemex',
    title: 'Phemex',
    names: ['phemex'],
    parts: [uuids('key'), url64('secret', [70, 100], 'near')],
  },
  {
    id: 'upbit',
    title: 'Upbit',
    names: ['upbit'],
    parts: [letters('key', 40, 40, 'near'), letters('secret', 40, 40, 'near')],
  },
  {
    id: 'bithumb',
    title: 'Bithumb',
    names: ['bithumb'],
    parts: [hexes('key', [32, 128], 'named'), hexes('secret', [32, 128], 'named')],
  },
  {
    id: 'hyperliquid',
    title: 'Hyperliquid',
    names: ['hyper_?liquid', '\\bhl[_-]'],
    beside: /^0x[0-9a-f]{40}$/i,
    parts: [hexes('secret', [64, 64], 'named')],
  },
  {
    id: 'poloniex',
    title: 'Poloniex',
    names: ['poloniex'],
    parts: [
      grouped('key', '[0-9A-Z]', upperAlphanumeric, [
        [8, 8],
        [8, 8],
        [8, 8],
        [8, 8],
      ]),
      hexes('secret', [128, 128], 'named'),
    ],
  },
  {
    id: 'bitmart',
    title: 'BitMart',
    names: ['bitmart', 'x-bm-'],
    parts: [hexes('key', [40, 40], 'named'), hexes('secret', [64, 64], 'named'), chosen],
  },
  {
    id: 'whitebit',
    title: 'WhiteBIT',
    names: ['whitebit', 'x-txc-'],
    parts: [hexes('key', [32, 32], 'named'), hexes('secret', [32, 32], 'named')],
  },
  {
    id: 'bitvavo',
    title: 'Bitvavo',
    names: ['bitvavo'],
    parts: [hexes('key', [64, 64], 'named'), hexes('secret', [128, 128], 'named')],
  },
  {
    id: 'coinex',
    title: 'CoinEx',
    names: ['coinex'],
    parts: [hexes('key', [32, 32], 'named', 'A-F'), hexes('secret', [48, 48], 'named', 'A-F')],
  },
  {
    id: 'woo',
    title: 'WOO X',
    names: ['woo_?x', 'woo[_-](?:api|key|secret)', '\\bwoo\\b'],
    parts: [{ ...letters('secret', 32, 32, 'named'), shape: /^[0-9A-Z]{32}$/, sample: [[upperAlphanumeric, 32]] }],
  },
  {
    id: 'dydx',
    title: 'dYdX',
    names: ['dydx'],
    parts: [uuids('key'), url64('secret', [40, 40], 'near'), chosen],
  },
  {
    id: 'alpaca',
    title: 'Alpaca',
    names: ['alpaca', 'apca-'],
    parts: [
      {
        part: 'key',
        shape: /^[APC]K[0-9A-Z]{18,24}$/,
        runs: { alphabet: 'alphanumeric', lengths: [20, 26], begins: 'APC' },
        needs: 'near',
        sample: ['PK', [upperAlphanumeric, 18]],
      },
      letters('secret', 40, 44, 'near'),
    ],
  },
];
