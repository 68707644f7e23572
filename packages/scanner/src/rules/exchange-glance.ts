import { hasHeadings } from '../judge/column.ts';
import { calleeOf, opens } from '../judge/pair.ts';
import type { Look } from '../judge/rule.ts';
import { oneOf } from '../text/character-set.ts';
import { exchangesInPath, keywordsOf, nearby } from './exchange-near.ts';
import { exchanges } from './exchange-table.ts';
import { isMentioned } from './mentions.ts';

/**
 * Whether a run may be any exchange's, by its length and by what stands around it: of a hash among hashes nothing more is
 * asked. A shape that is nobody else's, an exchange in sight or in the path or in the name, or a call that opens something.
 */
export function mayBeOfExchange(look: Look, start: number, end: number): boolean {
  if (mayBeAlone(look.bytes, start, end)) return true;
  if (exchangesInPath(look.path).length > 0) return true;
  const isNear = isMentioned(look, start - nearby, start + nearby, anyWord);
  if (!isNear && !isQuote(look.bytes[start - 1] ?? 0)) return false;
  const fits = (word: string) => fitting(word)[end - start] === 1;
  if (isNear && isMentioned(look, start - nearby, start + nearby, fits)) return true;
  const { text } = look;
  if (hasHeadings(text)) return true;
  if (isAssigned(look.bytes, start)) return false;
  const callee = calleeOf(text, start);
  return callee !== '' && opens.test(callee);
}

/** Whether the sign before a value is none of a call's: `: "V"`, `= "V"`. */
function isAssigned(bytes: Uint8Array, start: number): boolean {
  let at = start;
  while (at > start - 8 && isBlankOrQuote(bytes[at - 1] ?? 0)) at--;
  return isOtherSign(bytes[at - 1] ?? 0);
}

const isBlankOrQuote = oneOf(' \t\\"\'`');
const isOtherSign = oneOf('=:>|?[');

const anyWord = () => true;

/** Which lengths the keys have of the exchanges that a word speaks of; a piece of a name speaks of no other. */
function fitting(word: string): Uint8Array {
  const known = lengthsByWord.get(word);
  if (known) return known;
  const lengths = new Uint8Array(longest + 1);
  for (const exchange of exchanges) {
    if (!keywordsOf(exchange).includes(word)) continue;
    for (const { runs } of exchange.parts) if (runs) lengths.fill(1, runs.lengths[0], runs.lengths[1] + 1);
  }
  lengthsByWord.set(word, lengths);
  return lengths;
}

const lengthsByWord = new Map<string, Uint8Array>();
const longest = 256;

/** Shapes that are nobody else's. */
export const alone = exchanges.flatMap((exchange) =>
  exchange.parts.filter(({ needs }) => needs === 'alone').map((part) => [exchange, part] as const),
);

/** Of such a shape, by length: what it may begin with, and whether dashes part its groups. */
interface Glance {
  readonly begins: ((code: number) => boolean) | undefined;
  readonly isGrouped: boolean;
}

const glances: (readonly Glance[] | undefined)[] = [];
for (const [, { runs, sample }] of alone) {
  const [least, most] = runs?.lengths ?? [0, -1];
  const glance = {
    begins: runs?.begins === undefined ? undefined : oneOf(runs.begins),
    isGrouped: sample.includes('-'),
  };
  for (let length = least; length <= most; length++) glances[length] = [...(glances[length] ?? []), glance];
}

export const isAlone = (value: string) =>
  glances[value.length] !== undefined && alone.some(([, { shape }]) => shape.test(value));

function mayBeAlone(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    glances[end - start]?.some(
      ({ begins, isGrouped }) => begins?.(bytes[start] ?? 0) !== false && (!isGrouped || hasDash(bytes, start, end)),
    ) === true
  );
}

function hasDash(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === dash) return true;
  return false;
}

const dash = 0x2d;
export const isQuote = oneOf('"\'`');
