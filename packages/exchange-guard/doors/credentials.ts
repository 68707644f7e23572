import { generateKeyPairSync, randomBytes } from 'node:crypto';

/**
 * Credentials of the right shape for nobody's account, drawn anew at each call, so that ccxt signs with them. Most of
 * its signatures take any text; a few exchanges want a key of a certain kind.
 */
export function drawCredentials(exchange: string): Readonly<Record<string, string>> {
  const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
  const wallet = `0x${hex(32)}`;
  const own = Object.hasOwn(particular, exchange) ? particular[exchange]?.() : undefined;
  return {
    apiKey: hex(16),
    secret: randomBytes(64).toString('base64'),
    password: hex(8),
    uid: '12345678',
    login: 'nobody',
    twofa: Array.from(randomBytes(16), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join(''),
    accountId: '12345',
    walletAddress: `0x${hex(20)}`,
    privateKey: wallet,
    ...own,
  };
}

const ed25519 = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const LETTERS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Thirty-two bytes or a little less in base 58, as those exchanges write an Ed25519 seed. */
const base58 = (): string =>
  `ed25519:${'1'.repeat(32 - 29)}${Array.from(randomBytes(39), (byte) => LETTERS[byte % LETTERS.length]).join('')}`;

/** Sixty-four bytes in base 58: a seed and its public half, as wallets of that kind write them. */
const solana = (): string => Array.from(randomBytes(87), (byte) => LETTERS[byte % LETTERS.length]).join('');

const particular: Readonly<Record<string, () => Readonly<Record<string, string>>>> = {
  gemini: () => ({ apiKey: `account-${randomBytes(10).toString('hex')}` }),
  // A number below the order of the STARK curve.
  extended: () => ({ privateKey: `0x01${randomBytes(30).toString('hex')}` }),
  // Signed with the token of a session.
  bullish: () => ({ token: randomBytes(16).toString('hex') }),
  // It takes either this or a key and a secret.
  grvt: () => ({ apiKey: '', secret: '' }),
  lbank: () => ({ secret: randomBytes(16).toString('hex') }),
  modetrade: () => ({ secret: base58() }),
  woofipro: () => ({ secret: base58() }),
  pacifica: () => ({ privateKey: solana() }),
  revolutx: () => ({ privateKey: ed25519() }),
};
