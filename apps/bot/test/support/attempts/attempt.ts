import type { Outside } from '../outside.ts';

/**
 * What a hostile strategy tries, one row per attempt. `tries` is the body of an async function inside the strategy; it
 * sees `at` (the targets), `id` and `load` (import of a module by name), and returns what it got hold of. `came` is
 * judged from outside the walls: from what was printed, what arrived, what was made, who lives. Every row must come
 * through in a control run without walls, so a row that proves nothing turns the suite red.
 */
export interface Attempt {
  readonly does: string;
  readonly tries: string;
  came(outside: Outside, printed: string, id: string): boolean;
  /** Where else it cannot be tried, and why. */
  readonly unless?: { readonly holds: boolean; readonly why: string };
}

export const linuxOnly = { holds: process.platform !== 'linux', why: '/proc and these paths are Linux' };

/** What was printed holds the mark of the place that was read. */
export const prints =
  (mark: keyof Outside['marks']): Attempt['came'] =>
  ({ marks }, printed) =>
    printed.includes(marks[mark]);

/** Its name came over some socket. */
export const arrives: Attempt['came'] = (outside, _printed, id) => outside.arrived().includes(id);

/** Its name stands in the folder that was empty. */
export const makes: Attempt['came'] = (outside, _printed, id) => outside.made(id);

/** What only a machine that ran it can have worked out. */
export const computes: Attempt['came'] = (_outside, printed) => printed.includes('1764');
