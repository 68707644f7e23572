/** How a value compares with one drawn evenly from the same alphabet, at the same length. */
export interface Randomness {
  /** Size of the smallest usual alphabet that holds the value. */
  readonly alphabet: number;
  /** Its Shannon entropy over the entropy that an even draw of this length would show; about 1 for a drawn value. */
  readonly evenness: number;
  /** Bits by which "written as words" explains the value better than "drawn evenly"; negative for a drawn value. */
  readonly wordiness: number;
}

// A fixed cut in bits drops every second hex secret (16 letters never exceed 4 bits) and still lets long words through,
// so the observed entropy is held against the one expected for this alphabet and length.
const leastEvenness = 0.78;

/**
 * Returns true when a machine is likely to have drawn this value. Needs 12 characters; plain numbers never count.
 * Where other evidence speaks for a secret (the exchange's name and the shape of its keys), ask for less evenness.
 */
export function looksDrawn(value: string, atLeast = leastEvenness): boolean {
  if (value !== lastValue) lastEvenness = drawnEvenness(value);
  // Several rules ask about one value.
  lastValue = value;
  return lastEvenness >= atLeast;
}

let lastValue = '';
let lastEvenness = 0;

/** The evenness of a value; 0 where something else than chance shows in it. */
function drawnEvenness(value: string): number {
  const compact = compacted(value);
  if (compact.length < 12) return 0;
  const alphabet = alphabetOf(compact);
  if (alphabet === 10) return 0;
  // A password alphabet leaves so much room that a short even spread proves little; words in it still show.
  if (alphabet > 16 && wordinessOf(compact, alphabet) > 0) return 0;
  if (alphabet === 16 && !(/[0-9]/.test(compact) && /[a-f]/i.test(compact))) return 0;
  if ((alphabet === 64 && isJoined(compact)) || hasLongRun(compact)) return 0;
  return entropyOf(compact) / expectedEntropy(alphabet, compact.length);
}

/** Without the dashes of a UUID, or the sign of a hex number. */
function compacted(value: string): string {
  if (value.length === 36 && uuid.test(value)) return value.replaceAll('-', '');
  return /^0x/i.test(value) ? value.replace(/^0x(?=[0-9a-f]+$)/i, '') : value;
}

/** `pkcs8P224PrivateKeyHex`: two characters of five stand in lower-case rows of four and more; drawn ones hardly ever do. */
export function isMadeOfWords(value: string): boolean {
  let inRows = 0;
  let row = 0;
  for (let i = 0; i <= value.length; i++) {
    const code = i < value.length ? value.charCodeAt(i) : 0;
    if (code >= 97 && code <= 122) row++;
    else {
      if (row > 3) inRows += row;
      row = 0;
    }
  }
  return inRows > 0.4 * value.length;
}

/** Names, words and numbers joined by marks (`PKCS8_PRIV_KEY_INFO_fp`): no piece of it is itself a mixture. */
function isJoined(value: string): boolean {
  if (!/[_/-]/.test(value)) return false;
  const pieces = value.split(/[_/+=-]/);
  if (pieces.some((piece) => /^[0-9a-f]{20,}$|^[a-z]{7,}$/.test(piece))) return true;
  return !pieces.some((piece) => piece.length >= 8 && kindsOf(piece) >= 2 && wordinessOf(piece, 62) < 0);
}

/** The weaker question, for what has already said what it is: whether it is a value at all, and not a row of one letter. */
export function isVaried(value: string): boolean {
  return (
    value.length >= 8 &&
    entropyOf(value) >= 0.65 * expectedEntropy(alphabetOf(value), value.length) &&
    !hasLongRun(value)
  );
}

/** Returns true for what a person may have made up as a password: several kinds of characters, and no plain name. */
export function looksChosen(value: string, leastKinds = 2): boolean {
  if (value.length < 6 || value.length > 64 || /\s/.test(value) || !/[a-z]/i.test(value)) return false;
  if (!/[^a-z_.-]/i.test(value))
    return value.length >= 8 && /[a-z][A-Z]|[A-Z]{2}[a-z]/.test(value) && isUnlikeWords(value);
  return kindsOf(value) >= leastKinds && !hasLongRun(value);
}

const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];
export const kindsOf = (value: string) => kinds.filter((kind) => kind.test(value)).length;

/** Letters alone are a password only where no word explains them. */
const isUnlikeWords = (value: string) => randomnessOf(value).wordiness < -value.length / 3;

export const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function randomnessOf(value: string): Randomness {
  const alphabet = alphabetOf(value);
  return {
    alphabet,
    evenness: entropyOf(value) / expectedEntropy(alphabet, value.length),
    wordiness: wordinessOf(value, alphabet),
  };
}

// Every long run of letters in a tree is asked about, so what follows looks at each character once and makes nothing.
const [digit, hexLower, hexUpper, lower, upper, mark, other] = [1, 2, 4, 8, 16, 32, 64];
const memberOf = new Uint8Array(128).fill(other);
for (let code = 0x30; code <= 0x39; code++) memberOf[code] = digit;
for (let code = 0x61; code <= 0x7a; code++) memberOf[code] = code <= 0x66 ? hexLower : lower;
for (let code = 0x41; code <= 0x5a; code++) memberOf[code] = code <= 0x46 ? hexUpper : upper;
for (const character of '+/_=-') memberOf[character.charCodeAt(0)] = mark;

/** The size of the smallest usual alphabet: digits, hex in one case, letters in one case, letters, base64, or all. */
function alphabetOf(value: string): number {
  let members = 0;
  for (let i = 0; i < value.length; i++) members |= memberOf[value.charCodeAt(i)] ?? other;
  if (members & other) return 94;
  if (members & mark) return 64;
  const [hasLower, hasUpper] = [members & (hexLower | lower), members & (hexUpper | upper)];
  if (hasLower && hasUpper) return 62;
  if (members & (lower | upper)) return 36;
  return hasLower || hasUpper ? 16 : 10;
}

const counts = new Uint16Array(256);
const weights = Float64Array.from({ length: 1024 }, (_, count) => (count > 1 ? count * Math.log2(count) : 0));

function entropyOf(value: string): number {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i) & 0xff;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  let sum = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i) & 0xff;
    const count = counts[code] ?? 0;
    if (count > 1) sum += weights[count] ?? count * Math.log2(count);
    counts[code] = 0;
  }
  return Math.log2(value.length) - sum / value.length;
}

const expected = new Map<number, number>();

/** The mean entropy of `length` even draws: each letter's count is binomial, so the mean is one short sum. */
export function expectedEntropy(alphabet: number, length: number): number {
  const n = Math.min(length, 512);
  const known = expected.get(alphabet * 1024 + n);
  if (known !== undefined) return known;

  const p = 1 / alphabet;
  let chance = (1 - p) ** n;
  let sum = 0;
  for (let k = 1; k <= n; k++) {
    chance *= ((n - k + 1) / k) * (p / (1 - p));
    sum += chance * k * Math.log2(k);
  }
  const mean = Math.log2(n) - (alphabet / n) * sum;
  expected.set(alphabet * 1024 + n, mean);
  return mean;
}

// Letter frequencies of English in percent, a to z: identifiers are made of words.
const letterPercent = [
  8.2, 1.5, 2.8, 4.3, 12.7, 2.2, 2.0, 6.1, 7.0, 0.2, 0.8, 4.0, 2.4, 6.7, 7.5, 1.9, 0.1, 6.0, 6.3, 9.1, 2.8, 1.0, 2.4,
  0.2, 2.0, 0.1,
];

// How often, inside names such as accessTokenUrl2 or my-secret_name, one kind of character follows another. Rows are the
// kind before, columns the kind after: lower case, upper case, digit, mark.
const inNames = [
  [0.86, 0.06, 0.02, 0.06],
  [0.75, 0.17, 0.02, 0.06],
  [0.1, 0.1, 0.55, 0.25],
  [0.6, 0.2, 0.15, 0.05],
];

/** What one letter says for words, in bits: common letters speak for them, rare ones against. */
export const letterBits = Float64Array.from(letterPercent, (percent) => Math.log2((percent / 100) * 26));

/** What one kind after another says for words, in bits, at index 4 * before + after. */
const followBits = new Map<number, Float64Array>();

export function followBitsOf(alphabet: number): Float64Array {
  const known = followBits.get(alphabet);
  if (known) return known;
  const shares = [
    26 / alphabet,
    (alphabet > 36 ? 26 : 0) / alphabet,
    10 / alphabet,
    Math.max(alphabet - 62, 1) / alphabet,
  ];
  const bits = Float64Array.from(
    inNames.flatMap((row) => row.map((often, kind) => Math.log2(often / (shares[kind] || 0.01)))),
  );
  followBits.set(alphabet, bits);
  return bits;
}

function wordinessOf(value: string, alphabet: number): number {
  const follow = followBitsOf(alphabet);
  // Words in capitals are words, too.
  const capital = /[a-z]/.test(value) ? 1 : 0;
  let bits = 0;
  let before = -1;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    let kind = 3;
    if (code >= 97 && code <= 122) kind = 0;
    else if (code >= 65 && code <= 90) kind = capital;
    else if (code >= 48 && code <= 57) kind = 2;
    if (kind < 2) bits += letterBits[(code | 0x20) - 97] ?? 0;
    if (before >= 0) bits += follow[before * 4 + kind] ?? 0;
    before = kind;
  }
  return bits;
}

/** 0123456, abcdefg, aaaaaa: six in a row are a keyboard, not a draw (one drawn value in millions has them). */
function hasLongRun(value: string): boolean {
  let step = Number.NaN;
  let length = 0;
  for (let i = 1; i < value.length; i++) {
    const next = value.charCodeAt(i) - value.charCodeAt(i - 1);
    length = next === step && Math.abs(next) <= 1 ? length + 1 : 1;
    step = next;
    if (length >= 5) return true;
  }
  return false;
}
