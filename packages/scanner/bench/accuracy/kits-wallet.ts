import { createHash, createHmac, createPrivateKey, createPublicKey } from 'node:crypto';
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist as czech } from '@scure/bip39/wordlists/czech.js';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { wordlist as italian } from '@scure/bip39/wordlists/italian.js';
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js';
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js';
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese.js';
import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import { wordlist as traditional } from '@scure/bip39/wordlists/traditional-chinese.js';
import type { Family, Form, Kit, KitRow } from './corpus.ts';
import { base32, base58, base58check, bech32, crc16, evmAddress, rippleBase58check } from './encodings.ts';
import type { Random } from './random.ts';

const otherLanguages = { chinese, traditional, czech, french, italian, japanese, korean, portuguese, spanish };

const keyNames = [['private', 'key'], ['private', 'key'], ['wallet', 'private', 'key'], ['deployer', 'key'], ['pk']];
const evmNames = [
  ...keyNames,
  ['deployer', 'private', 'key'],
  ['owner', 'pk'],
  ['signer', 'key'],
  ['bot', 'private', 'key'],
];
const phraseNames = [
  ['mnemonic'],
  ['seed', 'phrase'],
  ['seed'],
  ['recovery', 'phrase'],
  ['wallet', 'mnemonic'],
  ['words'],
];
const plainNames = [['wallet'], ['backup'], ['account'], ['wif'], ['import', 'key'], ['cold', 'storage']];

interface Wallet {
  readonly class: string;
  readonly title: string;
  readonly host: string;
  readonly form?: Form;
  readonly family?: Family;
  readonly names?: Kit['secrets'][number]['names'];
  readonly needsContext?: true;
  readonly draw: (random: Random) => string;
}

const evm = { title: 'Ethereum', host: 'mainnet.infura.io' };
const bitcoin = { title: 'Bitcoin', host: 'blockstream.info' };
const solana = { title: 'Solana', host: 'api.mainnet-beta.solana.com' };

const wallets: readonly Wallet[] = [
  { class: 'evm-key', ...evm, names: evmNames, needsContext: true, draw: (random) => `0x${random.hex(64)}` },
  { class: 'evm-key-bare', ...evm, names: evmNames, needsContext: true, draw: (random) => random.hex(64) },
  {
    class: 'starknet-key',
    title: 'Starknet',
    host: 'starknet.io',
    names: evmNames,
    needsContext: true,
    draw: starknet,
  },
  { class: 'wif-compressed', ...bitcoin, draw: (random) => wif(random, 0x80, true) },
  { class: 'wif-uncompressed', ...bitcoin, draw: (random) => wif(random, 0x80, false) },
  { class: 'wif-testnet', ...bitcoin, draw: (random) => wif(random, 0xef, random.chance(0.5)) },
  { class: 'xprv', ...bitcoin, draw: (random) => extended(random, '0488ade4') },
  { class: 'yprv-zprv', ...bitcoin, draw: (random) => extended(random, random.pick(['049d7878', '04b2430c'])) },
  {
    class: 'tprv-uprv-vprv',
    ...bitcoin,
    draw: (random) => extended(random, random.pick(['04358394', '044a4e28', '045f18bc'])),
  },
  { class: 'bip39-12', ...evm, form: 'phrase', names: phraseNames, draw: (random) => phrase(random, 16, english) },
  { class: 'bip39-15-to-21', ...evm, form: 'phrase', names: phraseNames, draw: middlePhrase },
  { class: 'bip39-24', ...evm, form: 'phrase', names: phraseNames, draw: (random) => phrase(random, 32, english) },
  { class: 'bip39-italian', ...evm, form: 'phrase', names: phraseNames, draw: (random) => phrase(random, 16, italian) },
  { class: 'bip39-other', ...evm, form: 'phrase', names: phraseNames, draw: otherPhrase },
  { class: 'electrum-seed', ...bitcoin, form: 'phrase', names: phraseNames, draw: electrum },
  { class: 'solana-base58', ...solana, names: keyNames, draw: (random) => base58(solanaPair(random)) },
  {
    class: 'solana-bytes',
    ...solana,
    form: 'json',
    names: keyNames,
    draw: (random) => JSON.stringify([...solanaPair(random)]),
  },
  { class: 'keystore-v3', ...evm, form: 'json', names: [['keystore'], ['wallet', 'json']], draw: keystore },
  { class: 'bip38', ...bitcoin, draw: bip38 },
  {
    class: 'age-key',
    title: 'age',
    host: 'filippo.io',
    names: [['age', 'key'], ['sops', 'age', 'key'], ['identity']],
    draw: age,
  },
  { class: 'stellar-seed', title: 'Stellar', host: 'horizon.stellar.org', family: 'beyond', draw: stellar },
  {
    class: 'xrp-seed',
    title: 'XRPL',
    host: 'xrplcluster.com',
    family: 'beyond',
    names: [['seed'], ['secret']],
    draw: ripple,
  },
  {
    class: 'nostr-nsec',
    title: 'nostr',
    host: 'relay.damus.io',
    family: 'beyond',
    draw: (random) => bech32('nsec', random.bytes(32)),
  },
  { class: 'sui-key', title: 'Sui', host: 'fullnode.mainnet.sui.io', family: 'beyond', draw: sui },
  {
    class: 'near-key',
    title: 'NEAR',
    host: 'rpc.mainnet.near.org',
    family: 'beyond',
    draw: (random) => `ed25519:${base58(solanaPair(random))}`,
  },
];

export const walletKits: readonly KitRow[] = wallets.map((wallet) => ({
  class: wallet.class,
  family: wallet.family ?? 'wallet',
  draw: (random) => kitOf(wallet, random),
}));

/** Those whose own checksum, or whose public half, proves them wherever they stand. */
export const checksummed: ReadonlySet<string> = new Set(
  [
    'wif-compressed',
    'wif-uncompressed',
    'wif-testnet',
    'xprv',
    'yprv-zprv',
    'tprv-uprv-vprv',
    'bip39-12',
    'bip39-15-to-21',
  ].concat(['bip39-24', 'bip39-italian', 'bip39-other', 'solana-base58', 'solana-bytes', 'bip38']),
);

function kitOf({ class: name, title, host, draw, ...row }: Wallet, random: Random): Kit {
  const value = draw(random);
  const raw = /^(?:0x)?([0-9a-f]{64})$/.exec(value)?.[1];
  return {
    class: name,
    family: row.family ?? 'wallet',
    form: row.form ?? 'line',
    title,
    id: title.toLowerCase(),
    host,
    secrets: [
      {
        part: row.form === 'phrase' ? 'seed phrase' : 'private key',
        value,
        names: row.names ?? [...keyNames, ...plainNames],
      },
    ],
    publics: raw ? [{ name: ['wallet', 'address'], value: evmAddress(Buffer.from(raw, 'hex')) }] : [],
    needsContext: row.needsContext ?? false,
    needsLabel: false,
  };
}

export function phrase(random: Random, bytes: number, list: readonly string[]): string {
  return entropyToMnemonic(random.bytes(bytes), [...list]);
}

function middlePhrase(random: Random): string {
  return phrase(random, random.pick([20, 24, 28]), english);
}

function otherPhrase(random: Random): string {
  return phrase(random, random.pick([16, 32]), random.pick(Object.values(otherLanguages)));
}

function starknet(random: Random): string {
  return `0x0${random.pick(['1', '2', '3', '4', '5', '6', '7'])}${random.hex(62)}`;
}

function wif(random: Random, version: number, isCompressed: boolean): string {
  return base58check(Buffer.from([version, ...random.bytes(32), ...(isCompressed ? [1] : [])]));
}

function extended(random: Random, version: string): string {
  const place = Buffer.from([1 + random.below(5), ...random.bytes(4), 0x80, 0, 0, random.below(4)]);
  return base58check(
    Buffer.concat([Buffer.from(version, 'hex'), place, random.bytes(32), Buffer.from([0]), random.bytes(32)]),
  );
}

/** Electrum numbers its seeds by the first digits of a hash: `01` segwit's forerunner, `100` segwit. */
function electrum(random: Random): string {
  for (;;) {
    const words = Array.from({ length: 12 }, () => random.pick(english)).join(' ');
    if (/^(?:01|100)/.test(createHmac('sha512', 'Seed version').update(words).digest('hex'))) return words;
  }
}

/** A seed and the public key that belongs to it. */
function solanaPair(random: Random): Buffer {
  const seed = random.bytes(32);
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicHalf = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return Buffer.concat([seed, publicHalf.subarray(-32)]);
}

function keystore(random: Random): string {
  const scrypt = { dklen: 32, n: 131072, p: 1, r: 8, salt: random.hex(64) };
  const pbkdf2 = { dklen: 32, c: 262144, prf: 'hmac-sha256', salt: random.hex(64) };
  const [kdf, kdfparams] = random.chance(0.7) ? ['scrypt', scrypt] : ['pbkdf2', pbkdf2];
  const crypto = {
    cipher: 'aes-128-ctr',
    cipherparams: { iv: random.hex(32) },
    ciphertext: random.hex(64),
    kdf,
    kdfparams,
    mac: random.hex(64),
  };
  const address = random.hex(40);
  return JSON.stringify(
    random.chance(0.3)
      ? { version: 3, id: random.uuid(), address, crypto }
      : { address, crypto, id: random.uuid(), version: 3 },
  );
}

function bip38(random: Random): string {
  return base58check(Buffer.from([0x01, 0x42, random.pick([0xc0, 0xe0]), ...random.bytes(36)]));
}

function age(random: Random): string {
  return bech32('age-secret-key-', random.bytes(32)).toUpperCase();
}

function stellar(random: Random): string {
  const body = Buffer.from([18 << 3, ...random.bytes(32)]);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc16(body));
  return base32(Buffer.concat([body, sum]));
}

function ripple(random: Random): string {
  return rippleBase58check(Buffer.from([0x21, ...random.bytes(16)]));
}

function sui(random: Random): string {
  return bech32('suiprivkey', Buffer.from([0, ...random.bytes(32)]));
}

/** The first key of a seed in BIP-32's tree, as hex and as `xprv`. */
export function masterKey(seed: Buffer): { key: Buffer; xprv: string } {
  const tree = createHmac('sha512', 'Bitcoin seed').update(seed).digest();
  const head = Buffer.from('0488ade4000000000000000000', 'hex');
  const key = tree.subarray(0, 32);
  return { key, xprv: base58check(Buffer.concat([head, tree.subarray(32), Buffer.from([0]), key])) };
}

export const shaOf = (text: string, algorithm = 'sha256') => createHash(algorithm).update(text).digest('hex');
