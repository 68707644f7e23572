import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** A place in the trail and the hash of what stands there. */
export interface Mark {
  readonly sequence: number;
  readonly hash: string;
}

/** What the first entry names as its predecessor. */
export const beginning: Mark = { sequence: 0, hash: '0'.repeat(64) };

/** HMAC-SHA256 in hex, a purpose each, so that no seal can stand in for another. */
export interface Seals {
  entry(line: string): string;
  head(mark: Mark): string;
  checkpoint(mark: Mark, at: string): string;
  carried(mark: Mark, state: string): string;
}

/** Seals under a key derived from the installation key, which itself also signs order ids and fingerprints. */
export function sealsUnder(installationKey: KeyObject): Seals {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', installationKey, '', 'gatehouse trail v1', 32)));
  const seal = (text: string) => createHmac('sha256', key).update(text).digest('hex');
  return {
    entry: (line) => seal(`entry\n${line}`),
    head: ({ sequence, hash }) => seal(`head\n${sequence}\n${hash}`),
    checkpoint: ({ sequence, hash }, at) => seal(`checkpoint\n${sequence}\n${hash}\n${at}`),
    carried: ({ sequence, hash }, state) => seal(`carried\n${sequence}\n${hash}\n${state}`),
  };
}
