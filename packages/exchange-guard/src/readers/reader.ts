import type { KeyPermissions } from '../key-permissions.ts';

/** What came of reading: the permissions, or everything that is wrong with the answer, by field name and type. */
export type Reading = { readonly permissions: KeyPermissions } | { readonly problems: readonly [string, ...string[]] };

/** Understands what one exchange says about a key. It never throws and never guesses. */
export interface PermissionReader {
  readonly exchange: string;
  /** The endpoint that is asked: one of the venue's doors. */
  readonly asks: { readonly api: string; readonly method: 'GET' | 'POST'; readonly path: string };
  readonly read: (answer: unknown) => Reading;
}

/** Says what a value is without saying the value. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (value === undefined) return 'missing';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
