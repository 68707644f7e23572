import { numbersFound } from './host';
import { numberSet, text } from './layout';
import { nextLongRun, runEnd } from './run';

/** Finds the runs of at least so many digits and characters that stand between numbers. */
export function searchNumbers(length: u32, least: u32): void {
  const end = text + length;
  let from = text;
  while (true) {
    const start = nextLongRun(numberSet, least, from, end);
    if (start == end) return;
    numbersFound(start - text, runEnd - text);
    from = runEnd + 1;
  }
}
