/**
 * Keys that vendors print in their own documentation and that stand in thousands of tests: worth knowing, never a leak.
 * Kept as short hashes, because this file must hold nothing that looks like a key.
 */
const published: ReadonlySet<string> = new Set<string>([]);

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
