import { ethereumAddressOf, tronAddressOf } from '../ethereum-address.ts';
import { isScalar } from '../scalar.ts';

/** Addresses are derived in a tenth of a millisecond each: of a list of a million hashes, only the first are tried. */
const mostDerivations = 50;

/** The addresses that a text names, and how many keys may still be tried against them. */
interface Named {
  text: string;
  readonly addresses: ReadonlySet<string>;
  left: number;
  /** Where the key before stood: places of one text come in order. */
  at: number;
}

let last: Named = { text: '', addresses: new Set(), left: 0, at: 0 };

/** Returns true when the text names the address that these bytes are the private key of: no hash is that by chance. */
export function namesAddressOf(digits: string, text: string, at: number): boolean {
  if (at <= last.at || last.text !== text) last = { text, addresses: addressesIn(text), left: mostDerivations, at };
  // Two equal texts are compared letter by letter, and one with itself is not.
  last.text = text;
  last.at = at;
  if (last.addresses.size === 0 || last.left === 0) return false;
  const key = Buffer.from(digits, 'hex');
  if (!isScalar(key)) return false;
  last.left--;
  const address = ethereumAddressOf(key);
  return last.addresses.has(address) || last.addresses.has(tronAddressOf(address));
}

function addressesIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, digits] of text.matchAll(/0x([0-9a-fA-F]{40})(?![0-9a-fA-F])/g))
    found.add((digits ?? '').toLowerCase());
  for (const [tron] of text.matchAll(/\bT[1-9A-HJ-NP-Za-km-z]{33}\b/g)) found.add(tron);
  return found;
}
