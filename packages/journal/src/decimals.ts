/** Digits with at most one point, as `big.js` prints them below 1e21: no exponent, no sign but a leading minus. */
const plain = /^-?\d{1,40}(?:\.\d{1,40})?$/;

export function isDecimal(text: string): boolean {
  return plain.test(text);
}

/** Returns -1, 0 or 1; exact, both must be plain decimals. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  const places = Math.max(placesOf(a), placesOf(b));
  const difference = scaled(a, places) - scaled(b, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function placesOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

function scaled(text: string, places: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}
