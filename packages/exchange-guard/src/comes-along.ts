import type { Grant, Scope } from './key-permissions.ts';

/** Never forgiven, however an exchange ties it to what is needed: by these money leaves for good. */
const unforgivable: ReadonlySet<Scope> = new Set(['withdraw', 'withdrawalAddresses', 'fiat', 'custody']);

/**
 * Whether a scope comes with what is needed and cannot be left out: every permission that allows it is one without
 * which something needed would be gone too. A permission that could be taken away, and all the work still done, excuses
 * nothing.
 */
export function comesAlong(scope: Scope, grants: readonly Grant[], needed: ReadonlySet<Scope>): boolean {
  const through = grants.filter(({ allows }) => allows.includes(scope));
  const tied = through.every((grant) =>
    grant.allows.some((other) => needed.has(other) && onlyBy(grant, other, grants)),
  );
  return through.length > 0 && tied && !unforgivable.has(scope);
}

function onlyBy(grant: Grant, scope: Scope, grants: readonly Grant[]): boolean {
  return grants.every((other) => other === grant || !other.allows.includes(scope));
}
