import { createHmac, type KeyObject } from 'node:crypto';
import { bytesOf, type Secret } from './secret.ts';

/** 32 lower-case hex characters that stand for one API key at one venue, as this installation sees it. */
export type Fingerprint = string & { readonly __fingerprint: never };

/**
 * Returns the name under which an API key is remembered, printed and confirmed. It is keyed, so nobody can test a
 * guessed key against it, and another installation has another name for the same key.
 */
export function fingerprintOf(installationKey: KeyObject, venue: string, apiKeyId: Secret): Fingerprint {
  // The first word keeps this use of the installation key apart from its others; the length keeps the parts apart.
  const name = Buffer.from(venue, 'utf8');
  const id = bytesOf(apiKeyId);
  return createHmac('sha256', installationKey)
    .update(`gatehouse/fingerprint/1:${name.length}:`)
    .update(name)
    .update(':')
    .update(id)
    .digest('hex')
    .slice(0, 32) as Fingerprint;
}
