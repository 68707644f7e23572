import { ethereumAddressOf, tronAddressOf } from '../wallet/ethereum-address.ts';
import { isScalar } from '../wallet/scalar.ts';
import { PerText } from './per-text.ts';

/** An address is derived in a tenth of a millisecond. */
const budget = new PerText(16);

/** The same digits come again in each copy and each version of a file: what they open is looked up, not derived again. */
const opened = new Map<string, readonly [ethereum: string, tron: string]>();
const most = 4096;

/** An account and its key stand in one object, in one table or on one screen. */
const nearby = 8000;

interface Named {
  readonly at: number;
  readonly address: string;
}

let named: readonly Named[] = [];

/** Returns true when the text around names the address that these digits are the private key of: no hash is that by chance. */
export function namesAddressOf(digits: string, text: string, at: number): boolean {
  if (budget.isNew(text, at)) named = addressesIn(text);
  const near = named.filter((one) => Math.abs(one.at - at) < nearby);
  if (near.length === 0) return false;
  const addresses = opened.get(digits) ?? derived(digits);
  return near.some(({ address }) => addresses?.includes(address) === true);
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

/** The first of them: a list of thousands names nobody's own. */
const mostNamed = 500;

function addressesIn(text: string): readonly Named[] {
  const found: Named[] = [];
  for (const { 1: digits = '', index } of text.matchAll(/0x([0-9a-fA-F]{40})(?![0-9a-fA-F])/g)) {
    found.push({ at: index, address: digits.toLowerCase() });
    if (found.length === mostNamed) break;
  }
  for (const { 0: tron, index } of text.matchAll(/\bT[1-9A-HJ-NP-Za-km-z]{33}\b/g)) {
    found.push({ at: index, address: tron });
    if (found.length === 2 * mostNamed) break;
  }
  return found;
}
