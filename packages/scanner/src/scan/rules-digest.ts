import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A digest of everything that decides what a scan finds: this package's own sources, since a rule judges by code, and
 * what the caller adds. What was clean under other rules may not be clean under these.
 */
export function rulesDigest(added: unknown, ofSources = sourcesDigest()): string {
  return createHash('sha256').update(JSON.stringify({ added, ofSources })).digest('hex');
}

export function sourcesDigest(): string {
  const sources = fileURLToPath(new URL('..', import.meta.url));
  const hash = createHash('sha256');
  for (const path of readdirSync(sources, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (path.endsWith('.ts')) hash.update(`\0${path}\0`).update(readFileSync(join(sources, path)));
  }
  return hash.digest('hex');
}
