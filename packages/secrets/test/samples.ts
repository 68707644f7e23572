import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import type { SourceWorld } from '../src/dotenv-file.ts';

/** Secrets as exchanges make them; none stands in the repository. */
export const freshKey = (bytes = 32) => randomBytes(bytes).toString('hex');
export const freshPem = () =>
  generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
export const freshLongPem = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 1024,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

/** Any text that can be a secret: ASCII mostly, with everything that encodings treat specially. */
export const anySecret = fc.oneof(
  fc.string({ minLength: 8, maxLength: 80 }),
  fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }),
  fc.base64String({ minLength: 12, maxLength: 88 }),
  fc
    .array(
      fc.constantFrom('"', "'", '\\', '/', '+', '=', '%', '&', ' ', 'é', '😀', '$', '.', '*', '(', '\u2028', 'a'),
      { minLength: 8, maxLength: 30 },
    )
    .map((units) => units.join('')),
);

/** An empty folder and the world around a `.env` in it. */
export function freshWorld(
  options: { env?: SourceWorld['env']; dotenv?: string; mode?: number; tracked?: readonly string[] } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-secrets-'));
  const dotenvPath = join(folder, '.env');
  if (options.dotenv !== undefined) writeFileSync(dotenvPath, options.dotenv, { mode: options.mode ?? 0o600 });
  const world: SourceWorld = {
    env: options.env ?? {},
    dotenvPath,
    isTracked: async (path) => (options.tracked ?? []).includes(path.slice(folder.length + 1)),
  };
  return { folder, world };
}

/** What a call throws, or rejects with. */
export async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** How a value gets into a log line; each must contain one of the forms. */
export const writings: Record<string, (value: string, before: string, after: string) => string> = {
  raw: (value, before, after) => before + value + after,
  base64: (value) => Buffer.from(value).toString('base64'),
  'base64 without padding': (value) => Buffer.from(value).toString('base64').replace(/=+$/, ''),
  base64url: (value) => Buffer.from(value).toString('base64url'),
  'base64 of something around it': (value, before, after) => Buffer.from(before + value + after).toString('base64'),
  'base64url of something around it': (value, before, after) =>
    Buffer.from(before + value + after).toString('base64url'),
  hex: (value, before, after) => Buffer.from(before + value + after).toString('hex'),
  HEX: (value, before, after) =>
    Buffer.from(before + value + after)
      .toString('hex')
      .toUpperCase(),
  'URI component': (value, before, after) => encodeURIComponent(before + value + after),
  'URI component in lower case': (value) =>
    encodeURIComponent(value).replace(/%../g, (triplet) => triplet.toLowerCase()),
  'URI component twice': (value) => encodeURIComponent(encodeURIComponent(value)),
  URI: (value) => encodeURI(value),
  form: (value, before) => new URLSearchParams({ before, value }).toString(),
  JSON: (value, before) => JSON.stringify({ deep: [{ [before]: value }] }),
  'JSON in JSON': (value, before) => JSON.stringify({ body: JSON.stringify({ [before]: value }) }),
  'JSON in JSON in JSON': (value) => JSON.stringify([JSON.stringify([JSON.stringify([value])])]),
  'JSON with escaped slashes': (value) => JSON.stringify(value).replaceAll('/', '\\/'),
  'JSON in ASCII': (value) =>
    JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  inspect: (value) => inspect({ value }, { breakLength: Number.POSITIVE_INFINITY, maxStringLength: null }),
};
