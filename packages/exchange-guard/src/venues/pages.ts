import { GuardError } from '../error.ts';
import type { Fields } from './shapes.ts';

/** What a page is asked for with, besides what is asked of all of them. */
export type From = Readonly<Record<string, string>>;

/** The rows of one page, and what the next one is asked for with; nothing after the last. */
export interface Page {
  readonly rows: readonly Fields[];
  readonly next: From | undefined;
}

/** More pages than an account may have open orders, or an order executions. */
const MOST = 60;

/**
 * The rows of each page in turn. Throws VENUE_MALFORMED where there are more pages than are looked through: a list that
 * is cut off would be taken for whole.
 */
export async function* pagesOf(
  title: string,
  ask: (from: From) => Promise<Page>,
  most = MOST,
): AsyncGenerator<readonly Fields[]> {
  let from: From = {};
  for (let page = 0; page < most; page += 1) {
    const { rows, next } = await ask(from);
    yield rows;
    if (next === undefined) return;
    from = next;
  }
  throw new GuardError('VENUE_MALFORMED', `${title} has more orders or executions than are looked through here.`);
}

/** The rows of all pages together. */
export async function everyRow(title: string, ask: (from: From) => Promise<Page>): Promise<readonly Fields[]> {
  const found: Fields[] = [];
  for await (const rows of pagesOf(title, ask)) found.push(...rows);
  return found;
}

/** How many rows a page has that may not be the last, where we say how many: exchanges give no more. */
export const PAGE = 100;

/** Where the next page is asked for by the last row's id. */
export function after(rows: readonly Fields[], name: string, id: string): From | undefined {
  return rows.length < PAGE ? undefined : { [name]: String(rows.at(-1)?.[id]) };
}
