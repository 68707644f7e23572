/**
 * Keys that vendors print in their own documentation and that stand in thousands of tests: worth knowing, never a leak.
 * Kept as short hashes, because this file must hold nothing that looks like a key.
 */
const published: ReadonlySet<string> = new Set([
  // The documentation of Binance (key, secret; Ed25519 and RSA key ids), Kraken, MEXC, BitMEX, Deribit and OKX.
  ...['197uybeh2im', 'awlimp1xjt', '1uyday2ftk7', '10cxijq0exr', '2f8gf58c7o8', '96no7iuxcz', '29zvf3g3cqx'],
  ...['uwtfyt2vmj', 'f66va03hit', '1ejw6va6iu8', '182yt5ryqp6', '226fd89k91v'],
  // The answers that ccxt keeps in comments: Apex, Bullish, Phemex, BTCEX.
  ...['2frolaonx83', '9jt6gj72c', '2dv3czv479d', '19sms1umebd'],
  // The made-up keys in the manuals of the bitget-api and okx-api family, axios and starknet.
  ...['kodydf9bbn', '23berd36cbo', 'czj2lywz07', '25lrrp450qb'],
  // The examples of OAuth in RFC 5849, 6749 and 6750, which every library of it quotes.
  ...['29qhpfrd1x3', 'frcx5xx5zr', '4s2y4b83w5', 'cp55j35fn1', '2fllitjj2cv', 'qk7cid2lxd', 'rruizqdsix'],
  ...['220xik8nf36', '9vmqofgadz', '1sbfbw7kw07', '1uu0rx1jdd6', 'bspasvzmrl', 'smhzivvqi0', 'mnjmfpy0kz'],
  // What ethers asks its providers with by default, and where hardhat counts its users.
  ...['238xw2jts55', '28taptt6gbz', 'qqfe21ul3t', '1zkhj9x4igt', '20012f14zc9'],
]);

export function isPublished(value: string): boolean {
  return published.has(shortHash(value));
}

/** 53 bits, not cryptographic: whoever makes a key that collides has only hidden his own. */
export function shortHash(value: string): string {
  let high = 3735928559;
  let low = 1103547991;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
