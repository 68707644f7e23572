import { type Fact, type KeyPermissions, type Scope, scopes } from './key-permissions.ts';

/** One way in which a key is not what it was. */
export interface KeyChange {
  readonly what:
    | 'gained'
    | 'lost'
    | 'unbound'
    | 'bound'
    | 'address-added'
    | 'address-removed'
    | 'replaced'
    | 'expiry-moved';
  /** As it reads in "the key ...". */
  readonly says: string;
  /** Somebody who took over an account would do this: it counts against the key until a person has said otherwise. */
  readonly against: boolean;
}

/** What is compared of an earlier look; whatever it does not say is compared with nothing. */
interface Before {
  readonly scopes: Readonly<Record<string, unknown>>;
  readonly unrecognised: readonly string[];
  readonly ipBinding: unknown;
  readonly addresses: unknown;
  readonly createdAt: unknown;
  readonly expiresAt: unknown;
}

/**
 * Compares a key with what it was at an earlier look, as the journal kept it. What was known to be closed and is not
 * known to be closed any more counts as opened: an exchange that stops answering must not hide a change.
 */
export function keyChanges(earlier: unknown, now: KeyPermissions): readonly KeyChange[] {
  const before = readBefore(earlier);
  if (before === undefined) return [];
  return [
    ...scopeChanges(before, now),
    ...bindingChanges(before.ipBinding, now.ipBinding),
    ...addressChanges(before.addresses, now.addresses),
    ...timeChanges(before, now),
  ];
}

function scopeChanges(before: Before, now: KeyPermissions): readonly KeyChange[] {
  const changes: KeyChange[] = [];
  for (const scope of Object.keys(scopes) as Scope[]) {
    const [was, is] = [before.scopes[scope], now.scopes[scope]];
    if (was === false && is === true) changes.push(against('gained', `can ${scopes[scope]} by now`));
    if (was === false && is === 'unknown') {
      changes.push(against('gained', `is not shown any more to be unable to ${scopes[scope]}`));
    }
    if (was === true && is === false) changes.push(noted('lost', `cannot ${scopes[scope]} any more`));
  }
  const strange = now.unrecognised.filter((name) => !before.unrecognised.includes(name));
  if (strange.length > 0) changes.push(against('gained', `has ${strange.length} more permissions of unknown names`));
  return changes;
}

function bindingChanges(was: unknown, is: Fact): readonly KeyChange[] {
  if (was === true && is !== true) return [against('unbound', 'is not known to be bound to addresses any more')];
  if (was === false && is === true) return [noted('bound', 'is bound to addresses by now')];
  return [];
}

function addressChanges(was: unknown, is: KeyPermissions['addresses']): readonly KeyChange[] {
  if (!isTexts(was)) return [];
  if (is === 'unknown') return [against('address-added', 'does not show its addresses any more')];
  const [old, fresh] = [was.map(plain), is.map(plain)];
  const added = fresh.filter((address) => !old.includes(address));
  const removed = old.filter((address) => !fresh.includes(address));
  return [
    ...(added.length > 0 ? [against('address-added', `answers to ${added.map(shown).join(', ')} by now`)] : []),
    ...(removed.length > 0
      ? [noted('address-removed', `does not answer to ${removed.map(shown).join(', ')} any more`)]
      : []),
  ];
}

function timeChanges(before: Before, now: KeyPermissions): readonly KeyChange[] {
  const born = timeOf(before.createdAt);
  const changes: KeyChange[] = [];
  if (born !== undefined && now.createdAt instanceof Date && now.createdAt.getTime() !== born) {
    changes.push(against('replaced', 'was made at another time than the key of this id that was here before'));
  }
  const [was, is] = [textOf(before.expiresAt), textOf(now.expiresAt)];
  if (was !== undefined && is !== undefined && !isSameEnd(was, is)) {
    changes.push(noted('expiry-moved', `ends ${is === 'never' ? 'never' : `at ${is}`}, and not ${was}`));
  }
  return changes;
}

function readBefore(earlier: unknown): Before | undefined {
  if (typeof earlier !== 'object' || earlier === null || Array.isArray(earlier)) return undefined;
  const { scopes: granted, unrecognised, ipBinding, addresses, createdAt, expiresAt } = earlier as Partial<Before>;
  if (typeof granted !== 'object' || granted === null) return undefined;
  return {
    scopes: granted,
    unrecognised: isTexts(unrecognised) ? unrecognised : [],
    ipBinding,
    addresses,
    createdAt,
    expiresAt,
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const plain = (address: string): string => address.trim().toLowerCase();

/** It comes from outside: what an address or a range is made of, and no more. */
const shown = (address: string): string => address.replace(/[^0-9a-f.:/*]/g, '?').slice(0, 50);

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Whether two ends of a key, `never` or a moment each, are one and the same. HTX tells the days that are left: what is
 * made of them moves with the clock, and by less than a day.
 */
export function isSameEnd(was: string, is: string): boolean {
  return was === is || Math.abs(Date.parse(was) - Date.parse(is)) < DAY_MS;
}

/** A moment as milliseconds, whether it was kept as text or is one of ours. */
function timeOf(value: unknown): number | undefined {
  const at = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** `never` or a moment in its one spelling; undefined for what is not known. */
function textOf(value: unknown): string | undefined {
  if (value === 'never') return value;
  const at = timeOf(value);
  return at === undefined ? undefined : new Date(at).toISOString();
}

function against(what: KeyChange['what'], says: string): KeyChange {
  return { what, says, against: true };
}

function noted(what: KeyChange['what'], says: string): KeyChange {
  return { what, says, against: false };
}
