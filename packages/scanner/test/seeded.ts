import { alphabets, drawFrom } from '../src/judge/draw.ts';

/** Secrets that are the same in every run: a rule may miss one in some thousand, and a test must not do so now and then. */
export function seededSecrets(seed: number): (length?: number) => string {
  const draw = drawFrom(seed);
  return (length = 64) => draw.text(alphabets.alphanumeric, length);
}
