import { isIP } from 'node:net';
import type { Fact, KeyPermissions } from '../key-permissions.ts';

export interface AllowedAddresses {
  readonly ipBinding: Fact;
  readonly addresses: KeyPermissions['addresses'];
}

const anywhere: AllowedAddresses = Object.freeze({ ipBinding: false, addresses: [] });

/** What holds more than a range this wide holds millions of strangers: a key bound to it is not bound. */
const widest = { 4: 8, 6: 16 } as const;
const bitsOf = { 4: 32, 6: 128 } as const;

interface Range {
  readonly family: 4 | 6;
  /** Its first address. */
  readonly start: bigint;
  readonly prefix: number;
}

/** Some exchanges show a part of each address only. Zeros alone may be the beginning of the whole world. */
const masked = /^(?=.*[1-9])(?=.*\*)[\d.*]+$|^(?=.*[1-9a-f])(?=.*\*)[\da-f:*]+$/i;

/**
 * Understands a list of allowed addresses, as a list or as text with commas. Nothing on it, `*`, the unspecified
 * address, or ranges that are together as wide as the world are no binding. One that is shown in part is a binding to
 * something that cannot be read. Undefined for anything else: an entry that is no address may mean anything.
 */
export function allowedAddressesOf(value: unknown): AllowedAddresses | undefined {
  const entries = entriesOf(value);
  if (entries === undefined) return undefined;
  if (entries.length === 0 || entries.includes('*') || isWorldwide(entries)) return anywhere;
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

function rangeOf(entry: string): Range | undefined {
  const [address = '', prefix, ...rest] = entry.split('/');
  const family = isIP(address);
  if (rest.length > 0 || (family !== 4 && family !== 6)) return undefined;
  const whole = bitsOf[family];
  if (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || Number(prefix) > whole)) return undefined;
  const length = prefix === undefined ? whole : Number(prefix);
  return {
    family,
    start: startOf(family === 4 ? numberOf4(address) : numberOf6(address), whole - length),
    prefix: length,
  };
}

const isAddress = (entry: string): boolean => rangeOf(entry) !== undefined;

const startOf = (address: bigint, free: number): bigint => (address >> BigInt(free)) << BigInt(free);

const numberOf4 = (address: string): bigint =>
  address.split('.').reduce((number, part) => (number << 8n) | BigInt(part), 0n);

/** The number of an address that is known to be one: with a gap or without, ending in an IPv4 address or not. */
function numberOf6(address: string): bigint {
  const [bare = ''] = address.split('%');
  const [head = [], tail = []] = bare.split('::').map((half) =>
    half
      .split(':')
      .filter((part) => part !== '')
      .flatMap(groupsOf),
  );
  const groups = [...head, ...Array<bigint>(8 - head.length - tail.length).fill(0n), ...tail];
  return groups.reduce((number, group) => (number << 16n) | group, 0n);
}

function groupsOf(part: string): readonly bigint[] {
  if (!part.includes('.')) return [BigInt(`0x${part}`)];
  const number = numberOf4(part);
  return [number >> 16n, number & 0xffffn];
}

/** Where IPv6 holds the whole of IPv4: a range in there is as wide as the IPv4 range it stands for. */
const holdingIPv4 = ['::/96', '::ffff:0:0/96', '::ffff:0:0:0/96', '64:ff9b::/96', '2002::/16']
  .map(rangeOf)
  .filter((range) => range !== undefined);

function inIPv4(range: Range): Range {
  if (range.family === 4) return range;
  for (const { start, prefix } of holdingIPv4) {
    const shared = Math.min(prefix, range.prefix);
    if (startOf(range.start, 128 - shared) !== startOf(start, 128 - shared)) continue;
    if (range.prefix <= prefix) return { family: 4, start: 0n, prefix: 0 };
    const length = Math.min(range.prefix - prefix, 32);
    const stands = (range.start - start) >> BigInt(96 - prefix);
    return { family: 4, start: stands, prefix: length };
  }
  return range;
}

/** Whether these let everybody in: one begins at the unspecified address, or together they hold too much of the world. */
function isWorldwide(entries: readonly string[]): boolean {
  const ranges = entries
    .map(rangeOf)
    .filter((range) => range !== undefined)
    .map(inIPv4);
  if (ranges.some(({ start }) => start === 0n)) return true;
  return ([4, 6] as const).some((family) => {
    const own = new Map(
      ranges.filter((range) => range.family === family).map((range) => [`${range.start}/${range.prefix}`, range]),
    );
    const held = [...own.values()].reduce((sum, { prefix }) => sum + (1n << BigInt(bitsOf[family] - prefix)), 0n);
    return held >= 1n << BigInt(bitsOf[family] - widest[family] + 1);
  });
}
