import type { Grant, Scope } from './key-permissions.ts';

/** Never forgiven, however an exchange ties it to what is needed: by these money leaves for good. */
const unforgivable: ReadonlySet<Scope> = new Set(['withdraw', 'fiat', 'custody']);

/** Whether every permission that allows this also allows something needed: then no key without it can do the work. */
export function comesAlong(scope: Scope, grants: readonly Grant[], needed: ReadonlySet<Scope>): boolean {
  const through = grants.filter(({ allows }) => allows.includes(scope));
  const tied = through.every(({ allows }) => allows.some((other) => needed.has(other)));
  return through.length > 0 && tied && !unforgivable.has(scope);
}
