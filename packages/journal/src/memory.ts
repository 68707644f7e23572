import { JournalError } from './error.ts';
import { refuse, worded } from './input.ts';
import { fromText, type JsonValue, textOf } from './json.ts';
import type { Store } from './store.ts';

/** Bytes of JSON that a strategy may keep. */
export const memoryLimit = 64 * 1024;

/** Returns what the strategy kept, null when it kept nothing. */
export function readMemory(store: Store, strategy: string): JsonValue {
  const row = store.get<{ value: string }>('SELECT value FROM memory WHERE strategy = ?', strategy);
  return row ? fromText(row.value) : null;
}

/** Returns the text to keep, undefined when it is kept already; throws MEMORY_TOO_LARGE, INPUT_MALFORMED. */
export function draftMemory(store: Store, strategy: string, value: JsonValue): string | undefined {
  refuse('this memory', [worded('strategy', strategy)]);
  const text = textOf(value, 'the memory of a strategy');
  const bytes = Buffer.byteLength(text);
  if (bytes > memoryLimit) {
    throw new JournalError(
      'MEMORY_TOO_LARGE',
      `the memory of a strategy is ${bytes} bytes of JSON: keep it within ${memoryLimit}`,
    );
  }
  const kept = store.get<{ value: string }>('SELECT value FROM memory WHERE strategy = ?', strategy);
  return kept?.value === text ? undefined : text;
}

/** Memory is the strategy's scratch pad and would drown the trail, so it is the one write without an entry. */
export function keepMemory(store: Store, strategy: string, text: string): void {
  store.run('INSERT OR REPLACE INTO memory (strategy, value) VALUES (?, ?)', strategy, text);
}
