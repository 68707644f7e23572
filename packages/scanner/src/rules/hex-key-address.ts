import { ethereumAddressOf, tronAddressOf } from '../ethereum-address.ts';
import { isScalar } from '../scalar.ts';
import { PerText } from './per-text.ts';

/** An address is derived in a tenth of a millisecond. */
const budget = new PerText(50);

let named: ReadonlySet<string> = new Set();

/** The same digits come again in each copy and each version of a file: what they open is looked up, not derived again. */
const opened = new Map<string, readonly [ethereum: string, tron: string]>();
const most = 4096;

/** Returns true when the text names the address that these digits are the private key of: no hash is that by chance. */
export function namesAddressOf(digits: string, text: string, at: number): boolean {
  if (budget.isNew(text, at)) named = addressesIn(text);
  if (named.size === 0) return false;
  const addresses = opened.get(digits) ?? derived(digits);
  return addresses?.some((address) => named.has(address)) === true;
}

function derived(digits: string): readonly [string, string] | undefined {
  const key = Buffer.from(digits, 'hex');
  if (!isScalar(key) || !budget.take()) return undefined;
  const address = ethereumAddressOf(key);
  const addresses = [address, tronAddressOf(address)] as const;
  // Digits of a private key, kept only in this process and only for its scan; a full memory begins anew.
  if (opened.size >= most) opened.clear();
  opened.set(digits, addresses);
  return addresses;
}

function addressesIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, digits] of text.matchAll(/0x([0-9a-fA-F]{40})(?![0-9a-fA-F])/g))
    found.add((digits ?? '').toLowerCase());
  for (const [tron] of text.matchAll(/\bT[1-9A-HJ-NP-Za-km-z]{33}\b/g)) found.add(tron);
  return found;
}
