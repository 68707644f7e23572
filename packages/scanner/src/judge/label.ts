import { wordSet } from '../text/word-set.ts';
import { nameBefore } from './name-before.ts';

export type Label = 'key' | 'secret' | 'passphrase';

export interface Labelled {
  readonly label: Label;
  /**
   * strong: the name alone says that the value opens something (`api_secret`, `accessToken`).
   * weak: it needs company, such as an exchange's name (`key`, `token`).
   * faint: some key (`linkKey`), which may as well be an index.
   * id: it names the public half of a pair (`client_id`), which only some exchanges count as a key.
   */
  readonly strength: 'strong' | 'weak' | 'faint' | 'id';
}

/** `never`: the name says that the value is public. undefined: the name says nothing. */
export type Reading = Labelled | 'never' | undefined;

const [digit, small, capital, wide] = [1, 2, 3, 4];
const kinds = new Uint8Array(128);
kinds.fill(digit, 0x30, 0x3a).fill(capital, 0x41, 0x5b).fill(small, 0x61, 0x7b);

/** Splits `myAPIKey_v2`, `client-secret` and `Secret access key` into lower-case words. */
export function wordsOf(name: string): readonly string[] {
  const words: string[] = [];
  let start = 0;
  let before = 0;
  for (let at = 0; at <= name.length; at++) {
    const kind = at === name.length ? 0 : (kinds[name.charCodeAt(at)] ?? wide);
    if (kind === wide) return wordsOfWide(name);
    const begins = kind === capital && (before === capital ? kinds[name.charCodeAt(at + 1)] === small : before !== 0);
    if (kind === 0 || begins) {
      if (at > start) words.push(name.slice(start, at).toLowerCase());
      start = kind === 0 ? at + 1 : at;
    }
    before = kind;
  }
  return words;
}

/** The same of a name with other letters than ASCII has, some of which are of ASCII in lower case. */
function wordsOfWide(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

// What may follow the telling word without changing what is told: `API_KEY_PROD`, `secretKey2`, `token_b64`.
const trailing = wordSet(`
  prod production live main mainnet dev test testnet stage staging demo sandbox paper read write ro rw trade
  trading spot futures b64 base64 hex hmac plain raw value values str string default old new prev previous current
  backup primary secondary encoded bytes buf param arg const here one two a b field header base ed25519 rsa ecdsa
  sha256
`);
const isTrailing = (word: string) => trailing.has(word) || /^(?:\d+|v\d)$/.test(word);

// What a name is about when it is not the secret itself: `tokenAddress`, `secretName`, `apiKeyHash`.
const about = wordSet(`
  id ids uuid guid name names path file filename dir folder uri uris url urls endpoint host addr address addresses
  hash hashes length len size type env var variable label title message msg hint format pattern regex prefix
  suffix count limit index idx status state error err store manager provider source ref reference version arn
  expire expires expiry expiration ttl symbol contract mint decimals policy rule schema kind class option options
  input output valid digest checksum integrity sum sha sha1 sha512 md5 crc signature signatures sig sign commit
  revision rev etag nonce salt thumbprint fingerprint fp txid tx txn txhash transaction block blockhash root topic
  slot cid oid order orderid clientorderid trade tradeid trace traceid span request requestid session sessionid
  build tag image layer resolved mapping mappings bytecode calldata selector locator placeholder description desc
  comment note help uid pub pubkey publickey public certificate cert cursor offset listen challenge verifier
  strength dn algorithm alg algo category group usage word words color icon selectors mode level rotation page
  link button screen view form item row column table event action handler callback fn func function model service
  factory controller component spec test tests fixture found exist exists program programs authority owner pool
  market chain network amount balance price supply standard interface list lists map set array bucket redirect
  scope scopes grant issuer audience claim claims rules parser tokenizer method methods encode encoding expired
  lifetime timeout interval retries attempts
`);

// Heads that make the rest public: `publicKey`, `nextToken`, `csrf_token`, `siteKey`.
const publicHeads = wordSet(`
  public pub publishable primary foreign cache cached next page pagination continuation cancel cancellation csrf
  xsrf sync etag erc20 erc721 nft mask site sort partition idempotency idempotent dedupe search react translation
  i18n locale verification verifying validator storage lookup recaptcha hcaptcha turnstile asset listen push
  device vapid map symbol base quote proof host hostkey peer node consensus aggregated
`);

const strongSecret =
  /secret|se(?:cere|cer|rce|crec)t_?key|priv(?:ate)?_?key|^private$|(?:^|_)sec_?key|sign(?:ing|er)?_key|(?:^|_)hmac$|(?:^|_)sk(?:_|$)|mnemonic/;
const strongPass =
  /pass_?(?:phrase|word|wd|code)|passwort|kennwort|(?:^|_)(?:contrasena|senha)$|(?:^|_)(?:pass|pwd|pw|passwd|psw)(?:_|$)|(?:db|user|my|root|admin|redis)pass(?:_|$)|[a-z]pwd(?:_|$)/;
// Whose key or token it is, so that it opens something: `api_key`, `accessToken`.
const keyHolders = wordSet(`
  api access auth app con application consumer client trade trading account agent master encryption encrypt
  decrypt service admin bot rpc project user subscription license partner exchange server storage_account
  shared_access wallet x_mbx kc_api bapi integration write ingest developer dev deploy webhook root jwt session
  cookie crypto cipher aes payment merchant
`);
const tokenHolders = wordSet(`
  access auth api bearer bot refresh secret client app user personal service admin deploy oauth oauth2 github
  gitlab gh gl slack telegram tg discord vault npm pypi docker cloudflare cf hf huggingface account trading
  exchange private influx influxdb grafana sentry webhook id
`);
const strongKey =
  /apikeys?|(?:^|_)(?:api_?sec|appkey|authkey|accesskey)(?:_|$)|credentials?(?:_|$)|bearer|(?:^|^proxy_|^x_|headers?_)authorization$|(?:^|_)(?:pat|jwt)(?:_|$)|(?:^|_)auth$|api_?token/;
const weakKey = /(?:(?:^|_)(?:keys?|clave|chave|tokens?|api|auth|creds?|login|secrets?|access)|key|token)$/;
const idKey = /(?:client|key|access|api|app|consumer)_?id$|api_key_id|access_key_id/;

// What may stand before a plain `key` without making it another kind of key.
const plain = wordSet(`
  my main ex exch exchange the a an our his with using for of bad wrong old new live real prod production test
  testnet const let var final static export default define x api spot futures perp swap read trade trading bot
  bots hot cold account sub subaccount user invalid unknown expired revoked rejected failed this self config cfg
  settings env os environ process options opts params args auth cred creds credentials set add use get primary
  secondary master binance binanceus binanceusdm bybit okx okex kraken krakenfutures coinbase kucoin kucoinfutures
  gate gateio io bitget mexc htx huobi bitfinex bfx deribit bitmex gemini crypto com cryptocom cdc bitstamp bingx
  phemex upbit bithumb hyperliquid hl poloniex bitmart whitebit bitvavo coinex woo woox dydx alpaca mbx mx bb bn
  kc kr cb ok
`);

const deeds = wordSet(`
  encoded exported signed shared leaked trading staging billing signing unused unencrypted
`);

const read = new Map<string, Reading>();

/** A name has no more rows of digits, and no more letters without a mark between them. */
export const [mostRows, mostLetters] = [4, 35];

/** Returns true for what is no name but another value, such as the one before in a list: digits stand all over it. */
export function isValue(name: string): boolean {
  const { length } = name;
  if (length < 20) return false;
  let [rows, changes, before] = [0, 0, -1];
  let isInRow = false;
  for (let i = 0; i < length; i++) {
    const code = name.charCodeAt(i);
    const kind = code < 0x3a ? (code > 0x2f ? 0 : 3) : code < 0x5b ? 1 : code > 0x60 ? 2 : 3;
    if (kind === 0 && !isInRow && ++rows > mostRows) return true;
    isInRow = kind === 0;
    // Marks part words.
    if (kind === 3 || kind === before) continue;
    changes++;
    before = kind;
  }
  // In a name a kind of letter lasts for a word; in a draw, for two letters.
  if (changes * 2 > length) return true;
  return length > mostLetters && /^[A-Za-z0-9+=]*$/.test(name);
}

/** Returns what a name says of its value. The last word tells: `secretName` is a name, `API_SECRET_KEY` a secret. */
export function readingOf(name: string): Reading {
  if (name === '' || isValue(name)) return undefined;
  if (isForeign(name)) return foreignReadingOf(name);
  if (read.has(name)) return read.get(name);
  if (read.size > 4096) read.clear();
  // Of a sentence, the last word is the name: `here is the Kraken key`.
  const reading = readWords(wordsOf(name), wordsOf(name.slice(name.lastIndexOf(' ') + 1)).length);
  read.set(name, reading);
  return reading;
}

const isForeign = (name: string) => name.charCodeAt(name.length - 1) > 0x7f;

/** What people call them who write in other scripts; the first that stands in a name tells. */
const foreignWords: readonly (readonly [RegExp, Labelled])[] = [
  [/密码|密碼|口令|пароль|비밀번호|パスワード|パスフレーズ/i, { label: 'passphrase', strength: 'strong' }],
  [/^(?:密钥|密鑰|秘钥|金鑰)|私钥|私鑰|秘密|секрет|비밀|시크릿|シークレット/i, { label: 'secret', strength: 'strong' }],
  [/密钥|密鑰|秘钥|金鑰|ключ|키$|キー|鍵/i, { label: 'key', strength: 'weak' }],
];

/** A text that holds one character per byte of UTF-8 is put together first. */
function foreignReadingOf(name: string): Reading {
  const isBytes = !/[^\0-\u00ff]/.test(name);
  const letters = isBytes ? Buffer.from(name, 'latin1').toString('utf8') : name;
  return foreignWords.find(([words]) => words.test(letters))?.[1];
}

function readWords(all: readonly string[], ownWords: number): Reading {
  // `key for the bot`: what it is for says nothing of what it is.
  const purpose = all.findIndex(
    (word, index) => /^(?:for|of|on|at)$/.test(word) && /key|secret|token|pass/.test(all[index - 1] ?? ''),
  );
  let words = (purpose === -1 ? all : all.slice(0, purpose)).slice(-10);
  while (words.length > 1 && isTrailing(words.at(-1) ?? '')) words = words.slice(0, -1);
  const joined = words.join('_');
  if (idKey.test(joined)) return { label: 'key', strength: 'id' };
  const last = (words.at(-1) ?? '').replace(/\d{1,2}$/, '');
  // `SecretRevealed`, `tokenExpiring`: what happened to it.
  if (/[a-z]{3}(?:ed|ing)$/.test(last) && !deeds.has(last)) return undefined;
  if (about.has(last) || /(?:hash|address|pubkey|publickey|digest|checksum|txid|signature|sitekey|manager)$/.test(last))
    return 'never';
  const telling = words.findLastIndex((word) => /key|token|secret/.test(word));
  if (telling > 0 && publicHeads.has(words[telling - 1] ?? '')) return 'never';
  if (/token/.test(joined) && /^(?:account|accounts|vault|wallet|a|b|in|out|from|to)$/.test(all.at(-1) ?? ''))
    return 'never';
  if (strongSecret.test(joined)) return { label: 'secret', strength: 'strong' };
  if (strongPass.test(joined)) return { label: 'passphrase', strength: 'strong' };
  if (strongKey.test(joined) || isHeld(joined)) return { label: 'key', strength: 'strong' };
  if (weakKey.test(joined)) {
    const others = words
      .slice(purpose === -1 ? -ownWords : -1, -1)
      .filter((word) => !plain.has(word) && !/^\d+$/.test(word));
    return { label: 'key', strength: others.length === 0 || !/keys?$/.test(last) ? 'weak' : 'faint' };
  }
  return undefined;
}

const isHeld = (joined: string) =>
  isBehind(joined, /_?keys?(?=_|$)/g, keyHolders) || isBehind(joined, /_?tokens?(?=_|$)/g, tokenHolders);

function isBehind(joined: string, what: RegExp, holders: Iterable<string>): boolean {
  for (const { index } of joined.matchAll(what)) {
    for (const holder of holders) if (joined.startsWith(holder, index - holder.length)) return true;
  }
  return false;
}

/** Returns what the text just before a value calls it, or undefined. */
export function labelBefore(text: string, at: number): Label | undefined {
  const reading = readingOf(nameBefore(text, at).name);
  return reading === undefined || reading === 'never' ? undefined : reading.label;
}
