import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';
import { markAsUncloneable } from 'node:worker_threads';
import { SecretsError } from './error.ts';

/** What every way of printing a secret gives. A constant: a prefix or a length would already say something. */
export const REDACTED = '[redacted]';

/** A shorter value could not be taken out of text without shredding words that merely look like it. */
const SHORTEST = 8;

/** The bytes themselves, for the other files of this package alone: an exposed string could not be wiped. */
export let bytesOf: (secret: Secret) => Buffer;

/**
 * One secret value. Printing it gives `[redacted]`; using it as text by accident throws SECRET_COERCED, because a
 * placeholder that travels on as if it were the key is worse than a crash; cloning it throws as well.
 *
 * The bytes stand in a Buffer and not in a string: a heap snapshot shows private strings, not private buffers.
 */
export class Secret {
  readonly #bytes: Buffer;
  #wiped = false;

  static {
    bytesOf = (secret) => secret.#living();
    // `%s` asks String() of a class that brings its own toString, and String() throws here. It asks inspect() of
    // what looks built in.
    Object.defineProperty(Secret.prototype, 'constructor', { value: Object });
  }

  /**
   * Copies the value (a Uint8Array is UTF-8 text). Throws SECRET_TOO_SHORT below 8 characters and SECRET_NOT_TEXT
   * for anything that text cannot hold. A Uint8Array stays the caller's to wipe.
   */
  static of(value: string | Uint8Array): Secret {
    return new Secret(copyOf(value));
  }

  private constructor(bytes: Buffer) {
    this.#bytes = bytes;
    // Without this, structuredClone and postMessage would hand over an empty object without a word.
    markAsUncloneable(this);
    Object.freeze(this);
  }

  /** Returns the value: the only way out, and the word to search for in a review. Throws SECRET_WIPED after wipe(). */
  expose(): string {
    return this.#living().toString('utf8');
  }

  /** Says whether both hold the same value, in a time that does not depend on where they differ. */
  equals(other: Secret): boolean {
    return timingSafeEqual(digest(this.#living()), digest(other.#living()));
  }

  /** Overwrites the value with zeros. Strings that expose() gave out before are beyond reach. */
  wipe(): void {
    this.#bytes.fill(0);
    this.#wiped = true;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }

  [Symbol.toPrimitive](): never {
    throw new SecretsError(
      'SECRET_COERCED',
      'A Secret was used as text or as a number: call expose() where its value is really needed.',
    );
  }

  #living(): Buffer {
    if (this.#wiped)
      throw new SecretsError('SECRET_WIPED', 'A Secret was read after it had been wiped: load it again.');
    return this.#bytes;
  }
}

// A class would let anyone swap a printing method for one that calls expose().
Object.freeze(Secret.prototype);
Object.freeze(Secret);

function copyOf(value: string | Uint8Array): Buffer {
  const text = typeof value === 'string' ? value : decoded(value);
  if (!text.isWellFormed()) throw notText('a string with half a surrogate pair');
  if (text.length < SHORTEST) {
    throw new SecretsError(
      'SECRET_TOO_SHORT',
      `A secret of fewer than ${SHORTEST} characters cannot be kept out of logs: make a longer one at the exchange.`,
    );
  }
  // Not Buffer.from(text): that one cuts short values out of a pool that other code can see.
  const bytes = Buffer.alloc(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

function decoded(value: unknown): string {
  if (!(value instanceof Uint8Array)) throw notText(value === null ? 'null' : `a value of type ${typeof value}`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
  } catch {
    // The decoder's own error would be kept as a cause; it has nothing to add.
    throw notText('bytes that are not UTF-8');
  }
}

function notText(found: string): SecretsError {
  return new SecretsError('SECRET_NOT_TEXT', `A secret must be well-formed text, and ${found} was given.`);
}

function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
