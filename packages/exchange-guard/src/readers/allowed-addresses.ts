import { isIP } from 'node:net';
import type { Fact, KeyPermissions } from '../key-permissions.ts';

export interface AllowedAddresses {
  readonly ipBinding: Fact;
  readonly addresses: KeyPermissions['addresses'];
}

const anywhere: AllowedAddresses = Object.freeze({ ipBinding: false, addresses: [] });

/** Ranges wider than these hold millions of strangers: a key bound to one is not bound. */
const narrowest = { 4: 8, 6: 16 } as const;

/** Some exchanges show a part of each address only. */
const masked = /^(?=.*\d)(?=.*\*)[\d.*]+$|^(?=.*[\da-f])(?=.*\*)[\da-f:*]+$/i;

/**
 * Understands a list of allowed addresses, as a list or as text with commas. Nothing on it, `*`, or a range as wide as
 * the world is no binding. One that is shown in part is a binding to something that cannot be read. Undefined for
 * anything else: an entry that is no address may mean anything.
 */
export function allowedAddressesOf(value: unknown): AllowedAddresses | undefined {
  const entries = entriesOf(value);
  if (entries === undefined) return undefined;
  if (entries.length === 0 || entries.some((entry) => entry === '*' || isWorldwide(entry))) return anywhere;
  if (entries.every(isAddress)) return { ipBinding: true, addresses: entries };
  return entries.every((entry) => isAddress(entry) || masked.test(entry))
    ? { ipBinding: true, addresses: 'unknown' }
    : undefined;
}

function entriesOf(value: unknown): readonly string[] | undefined {
  if (value === null || value === undefined) return undefined;
  const list: readonly unknown[] | undefined =
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : undefined;
  if (!list?.every((entry) => typeof entry === 'string')) return undefined;
  return (list as readonly string[]).map((entry) => entry.trim()).filter((entry) => entry !== '');
}

function rangeOf(entry: string): { readonly family: 4 | 6; readonly prefix: number } | undefined {
  const [address = '', prefix, ...rest] = entry.split('/');
  const family = isIP(address);
  if (rest.length > 0 || (family !== 4 && family !== 6)) return undefined;
  const whole = family === 4 ? 32 : 128;
  if (prefix === undefined) return { family, prefix: whole };
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= whole ? { family, prefix: Number(prefix) } : undefined;
}

const isAddress = (entry: string): boolean => rangeOf(entry) !== undefined;

function isWorldwide(entry: string): boolean {
  const range = rangeOf(entry);
  if (range === undefined) return false;
  const isNothing = entry === '0.0.0.0' || entry === '::';
  return isNothing || range.prefix < narrowest[range.family];
}
