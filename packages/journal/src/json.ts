import { JournalError } from './error.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Returns the JSON text of a value; throws INPUT_MALFORMED for what JSON cannot hold at all. */
export function textOf(value: unknown, what: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new JournalError('INPUT_MALFORMED', `${what} is not JSON: give it plain values without cycles`, { cause });
  }
  if (text === undefined) {
    throw new JournalError('INPUT_MALFORMED', `${what} is ${typeof value}, not JSON: give it a plain value`);
  }
  return text;
}

/** Returns what was kept as JSON text; throws JOURNAL_DAMAGED when it is none any more. */
export function fromText(text: string) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = 'a row of the journal is not as it was written: run `pnpm bot trail verify`';
    throw new JournalError('JOURNAL_DAMAGED', message, { cause });
  }
}
