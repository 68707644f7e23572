import { createHmac, timingSafeEqual } from 'node:crypto';
import { SimExchangeError } from './error.ts';

/** What a key may do, from where, and since when. */
export interface KeyGrant {
  readonly reading: boolean;
  readonly spotTrading: boolean;
  readonly withdrawals: boolean;
  readonly internalTransfer: boolean;
  readonly universalTransfer: boolean;
  readonly margin: boolean;
  readonly futures: boolean;
  readonly options: boolean;
  /** The addresses that may use the key; undefined for a key that is not bound to any. */
  readonly ips: readonly string[] | undefined;
  readonly createdAt: Date;
}

export type Permission = Exclude<keyof KeyGrant, 'ips' | 'createdAt'>;

export interface MintedKey {
  readonly apiKey: string;
  readonly secret: string;
}

/** A key as the exchange sees it: the secret stays inside and only judges signatures. */
export interface Key {
  readonly apiKey: string;
  readonly grant: KeyGrant;
  /** Whether a hex HMAC-SHA256 signature over exactly this text was made with the key's secret. */
  signed(payload: string, signature: string): boolean;
}

const permissions: readonly Permission[] = [
  'reading',
  'spotTrading',
  'withdrawals',
  'internalTransfer',
  'universalTransfer',
  'margin',
  'futures',
  'options',
];

/** Binance's keys are 64 letters and digits. Ours say by their first letters that they open nothing else. */
const PREFIX = 'SIMULATED';
const LENGTH = 64;

/** Every key that this exchange has minted; there are no others. */
export class KeyRing {
  readonly #keys = new Map<string, Key>();
  readonly #randomBytes: (size: number) => Uint8Array;
  readonly #clock: () => Date;

  constructor(options: { randomBytes: (size: number) => Uint8Array; clock: () => Date }) {
    this.#randomBytes = options.randomBytes;
    this.#clock = options.clock;
  }

  /**
   * Mints a key. By default it reads and trades spot, is bound to 127.0.0.1, and was created now.
   * @throws SimExchangeError GRANT_INVALID naming the field
   */
  mint(grant: unknown = {}): MintedKey {
    const apiKey = PREFIX + this.#letters(LENGTH - PREFIX.length);
    const secret = this.#letters(LENGTH);
    this.#keys.set(apiKey, { apiKey, grant: this.#grantFrom(grant, defaults(this.#clock())), signed: judgeOf(secret) });
    return { apiKey, secret };
  }

  /** Changes what a key may do from its next request on, as its owner can at any time. */
  regrant(apiKey: unknown, grant: unknown): void {
    const key = typeof apiKey === 'string' ? this.#keys.get(apiKey) : undefined;
    if (!key) throw new SimExchangeError('KEY_UNKNOWN', 'This exchange minted no such key: mint one first.');
    this.#keys.set(key.apiKey, { ...key, grant: this.#grantFrom(grant, key.grant) });
  }

  find(apiKey: string): Key | undefined {
    return this.#keys.get(apiKey);
  }

  #grantFrom(asked: unknown, before: KeyGrant): KeyGrant {
    if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) {
      throw new SimExchangeError('GRANT_INVALID', 'The grant is not an object: name the permissions as its fields.');
    }
    const grant: Record<string, unknown> = { ...before };
    for (const [field, value] of Object.entries(asked)) grant[field] = grantField(field, value);
    return Object.freeze(grant) as unknown as KeyGrant;
  }

  #letters(length: number): string {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    let text = '';
    while (text.length < length) {
      // 248 is the largest multiple of 62 in a byte: what lies above would favour the first letters.
      for (const byte of this.#randomBytes(length)) if (byte < 248) text += letters[byte % letters.length];
    }
    return text.slice(0, length);
  }
}

function defaults(now: Date): KeyGrant {
  return {
    reading: true,
    spotTrading: true,
    withdrawals: false,
    internalTransfer: false,
    universalTransfer: false,
    margin: false,
    futures: false,
    options: false,
    ips: ['127.0.0.1'],
    createdAt: now,
  };
}

function grantField(field: string, value: unknown): unknown {
  const invalid = (kind: string) =>
    new SimExchangeError('GRANT_INVALID', `The grant's ${field} must be ${kind}: correct it.`);
  if (permissions.includes(field as Permission)) {
    if (typeof value !== 'boolean') throw invalid('true or false');
    return value;
  }
  if (field === 'ips') {
    // JSON has no undefined, so null stands for it on the control line.
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value) || !value.every((ip) => typeof ip === 'string')) throw invalid('a list of addresses');
    return Object.freeze([...value]);
  }
  if (field === 'createdAt') {
    const date = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN);
    if (Number.isNaN(date.getTime())) throw invalid('a date');
    return date;
  }
  throw new SimExchangeError(
    'GRANT_INVALID',
    `A grant has no field of the name given: use ${permissions.join(', ')}, ips or createdAt.`,
  );
}

function judgeOf(secret: string): Key['signed'] {
  return (payload, signature) => {
    if (!/^[0-9a-f]{64}$/i.test(signature)) return false;
    const right = createHmac('sha256', secret).update(payload, 'latin1').digest();
    return timingSafeEqual(right, Buffer.from(signature, 'hex'));
  };
}
