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
  const compact = uuid.test(value) ? value.replaceAll('-', '') : value.replace(/^0x(?=[0-9a-f]+$)/i, '');
  if (compact.length < 12) return false;
  const { alphabet, evenness, wordiness } = randomnessOf(compact);
  if (alphabet === 10) return false;
  // A password alphabet leaves so much room that a short even spread proves little; words in it still show.
  if (alphabet > 16 && wordiness > 0) return false;
  if (alphabet === 16 && !(/[0-9]/.test(compact) && /[a-f]/i.test(compact))) return false;
  return evenness >= atLeast && !hasLongRun(compact);
}

export const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function randomnessOf(value: string): Randomness {
  const alphabet = alphabetOf(value);
  return {
    alphabet,
    evenness: entropyOf(value) / expectedEntropy(alphabet, value.length),
    wordiness: wordinessOf(value, alphabet),
  };
}

const knownAlphabets: readonly (readonly [RegExp, number])[] = [
  [/^[0-9]+$/, 10],
  [/^(?:[0-9a-f]+|[0-9A-F]+)$/, 16],
  [/^(?:[0-9a-z]+|[0-9A-Z]+)$/, 36],
  [/^[0-9A-Za-z]+$/, 62],
  [/^[0-9A-Za-z+/_=-]+$/, 64],
];

function alphabetOf(value: string): number {
  return knownAlphabets.find(([pattern]) => pattern.test(value))?.[1] ?? 94;
}

function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) sum += count * Math.log2(count);
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

// How often, inside names such as accessTokenUrl2 or my-secret_name, one kind of character follows another.
type Kind = 'lower' | 'upper' | 'digit' | 'mark';
const inNames: Readonly<Record<Kind, Readonly<Record<Kind, number>>>> = {
  lower: { lower: 0.86, upper: 0.06, digit: 0.02, mark: 0.06 },
  upper: { lower: 0.75, upper: 0.17, digit: 0.02, mark: 0.06 },
  digit: { lower: 0.1, upper: 0.1, digit: 0.55, mark: 0.25 },
  mark: { lower: 0.6, upper: 0.2, digit: 0.15, mark: 0.05 },
};

function wordinessOf(value: string, alphabet: number): number {
  const text = /[a-z]/.test(value) ? value : value.toLowerCase();
  const upper = alphabet > 36 ? 26 : 0;
  const share: Readonly<Record<Kind, number>> = {
    lower: 26 / alphabet,
    upper: upper / alphabet,
    digit: 10 / alphabet,
    mark: Math.max(alphabet - 62, 1) / alphabet,
  };
  let bits = 0;
  let before: Kind | undefined;
  for (const character of text) {
    const kind = kindOf(character);
    const letter = letterPercent[character.toLowerCase().charCodeAt(0) - 97];
    if (letter !== undefined) bits += Math.log2((letter / 100) * 26);
    if (before) bits += Math.log2(inNames[before][kind] / (share[kind] || 0.01));
    before = kind;
  }
  return bits;
}

function kindOf(character: string): Kind {
  if (character >= 'a' && character <= 'z') return 'lower';
  if (character >= 'A' && character <= 'Z') return 'upper';
  return character >= '0' && character <= '9' ? 'digit' : 'mark';
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
