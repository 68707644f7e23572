import { type Fact, type Scope, scopeNames } from '../key-permissions.ts';
import type { PermissionReader, Question, Reading } from './reader.ts';

/**
 * For an exchange that does not tell what a key may do, or whose way of telling nobody has seen: every fact is
 * unknown. Where there is a signed read to make, its answer still proves that the key works from here and can read.
 */
export function silent(exchange: string, signedRead?: Question): PermissionReader {
  const read: PermissionReader['read'] = (answers): Reading => {
    const answered = signedRead !== undefined && answers.has(signedRead.name);
    const unknown = Object.fromEntries(scopeNames.map((scope) => [scope, 'unknown'])) as Record<Scope, Fact>;
    return {
      permissions: {
        exchange,
        kind: 'unknown',
        scopes: answered ? { ...unknown, read: true } : unknown,
        grants: [],
        unrecognised: [],
        loosens: 'unknown',
        ipBinding: 'unknown',
        addresses: 'unknown',
        createdAt: 'unknown',
        expiresAt: 'unknown',
        lastUsedAt: 'unknown',
        label: 'unknown',
        signedCallAnswered: answered,
      },
    };
  };
  return Object.freeze({ exchange, asks: signedRead === undefined ? [] : [signedRead], read });
}
