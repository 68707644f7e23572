import { hasHeadings } from '../judge/column.ts';
import { calleeOf, opens } from '../judge/pair.ts';
import type { Look } from '../judge/rule.ts';
import { oneOf } from '../text/character-set.ts';
import { exchangesInPath, exchangesNear, mayBeNamedBefore } from './exchange-near.ts';
import { exchanges } from './exchange-table.ts';

/**
 * Whether a run may be any exchange's, by what stands around it: of a hash among hashes nothing more is asked. An exchange in
 * sight or in the path, a shape that is nobody else's, or in quotes a name that speaks of one, or a call that opens something.
 */
export function mayBeOfExchange(look: Look, start: number, end: number): boolean {
  if (isSpokenOf(look, start) || mayBeAlone(look.bytes, start, end)) return true;
  if (!isQuote(look.bytes[start - 1] ?? 0)) return false;
  if (mayBeNamedBefore(look, start) || hasHeadings(look.text)) return true;
  const callee = calleeOf(look.text, start);
  return callee !== '' && opens.test(callee);
}

/** Whether an exchange is in sight of a place, or in the path. */
export const isSpokenOf = (look: Look, at: number) =>
  exchangesNear(look, at).length > 0 || exchangesInPath(look.path).length > 0;

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
