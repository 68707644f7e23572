import { type Fact, type Grant, type KeyPermissions, type Scope, scopeNames } from '../key-permissions.ts';

/** The permissions of an exchange in its own words, and all that each one allows. One that allows nothing is harmless. */
export type Words = ReadonlyMap<string, readonly Scope[]>;

export function wordsOf(table: Readonly<Record<string, readonly Scope[]>>): Words {
  return new Map(Object.entries(table));
}

/**
 * What a key with these permissions may do, at an exchange that lists all of them: what is not among them is not
 * granted. Words that the table does not know are reported.
 */
export function permitted(
  granted: readonly string[],
  table: Words,
): Pick<KeyPermissions, 'scopes' | 'grants' | 'unrecognised'> {
  const names = [...new Set(granted.map((word) => word.trim()).filter((word) => word !== ''))];
  const grants: Grant[] = names.flatMap((name) => {
    const allows = table.get(name) ?? [];
    return allows.length === 0 ? [] : [{ name, allows }];
  });
  return {
    scopes: scopesOf((scope) => grants.some(({ allows }) => allows.includes(scope))),
    grants,
    unrecognised: names.filter((name) => !table.has(name)),
  };
}

/** Every scope with what is said about it. */
export function scopesOf(say: (scope: Scope) => Fact): Readonly<Record<Scope, Fact>> {
  return Object.fromEntries(scopeNames.map((scope) => [scope, say(scope)])) as Record<Scope, Fact>;
}
