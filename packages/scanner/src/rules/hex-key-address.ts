import { ethereumAddressOf, tronAddressOf } from '../ethereum-address.ts';
import { isScalar } from '../scalar.ts';
import { PerText } from './per-text.ts';

/** An address is derived in a tenth of a millisecond. */
const budget = new PerText(50);

let named: ReadonlySet<string> = new Set();

/** Returns true when the text names the address that these digits are the private key of: no hash is that by chance. */
export function namesAddressOf(digits: string, text: string, at: number): boolean {
  if (budget.isNew(text, at)) named = addressesIn(text);
  if (named.size === 0) return false;
  const key = Buffer.from(digits, 'hex');
  if (!isScalar(key) || !budget.take()) return false;
  const address = ethereumAddressOf(key);
  return named.has(address) || named.has(tronAddressOf(address));
}

function addressesIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, digits] of text.matchAll(/0x([0-9a-fA-F]{40})(?![0-9a-fA-F])/g))
    found.add((digits ?? '').toLowerCase());
  for (const [tron] of text.matchAll(/\bT[1-9A-HJ-NP-Za-km-z]{33}\b/g)) found.add(tron);
  return found;
}
