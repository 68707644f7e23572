import { comesAlong } from './comes-along.ts';
import { type KeyPermissions, movesMoney, type Scope, scopeNames } from './key-permissions.ts';

/** What a key could do at worst, were it stolen. */
export type KeyPower = 'moves-money' | 'trades' | 'reads';

/** What a bot may be given a key for: what an exchange ties to these, every key there can do. */
const purposes: ReadonlySet<Scope> = new Set(['read', 'spotTrading', 'futures']);

/** Judges a key by the worst it can do. What is not known, and what nobody knows, counts as granted. */
export function powerOf({ scopes, grants, unrecognised, loosens }: KeyPermissions): KeyPower {
  const able = scopeNames.filter((scope) => scopes[scope] !== false);
  const moves = able.some((scope) => movesMoney.has(scope) && !comesAlong(scope, grants, purposes));
  if (moves || unrecognised.length > 0 || loosens !== false) return 'moves-money';
  return able.some((scope) => scope !== 'read') ? 'trades' : 'reads';
}
