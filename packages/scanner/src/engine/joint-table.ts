import { joint, numberSet, wordKind, wordSet } from '../../engine/assembly/layout.ts';
import { end, kindsFor } from '../wallet/phrase-writing.ts';
import { setOf, tableOf } from './run-table.ts';

// What may stand between two strings that a program joins: blanks, line ends, `+ . & \ <>`, and the letters of `\n`, `r"`.
const betweenStrings = ' \t\r\n+.&\\<>nbrf';

// Numbers, what stands between them (in a patch and in a URL too), and the letters of `0x` and of an escaped line end.
const betweenNumbers = '0123456789, \t\r\n+-%\\nrxabcdefABCDEF';

/** Writes what the searches for joined strings, rows of numbers and rows of words read. */
export function writePasses(memory: Uint8Array): void {
  memory.set(tableOf(betweenStrings), joint);
  memory.set(setOf(betweenNumbers), numberSet);
  const kinds = kindsFor(true);
  memory.set(kinds, wordKind);
  memory.set(setOfRows(kinds), wordSet);
}

/** The characters of rows of words. Bytes of other alphabets are looked at one by one, so here all of them pass. */
function setOfRows(kinds: Uint8Array): Uint8Array {
  const ascii = Array.from({ length: 128 }, (_, code) => code).filter((code) => kinds[code] !== end);
  const set = setOf(String.fromCharCode(...ascii));
  // The second bit is free, because no character from 16 to 31 stands in a row.
  for (let low = 0; low < 16; low++) set[low] = (set[low] ?? 0) | 2;
  return set.fill(2, 24, 32);
}
