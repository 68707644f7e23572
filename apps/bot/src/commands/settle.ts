import type { Command } from '../command-line.ts';
import type { Ending } from '../launcher.ts';
import type { Short } from './short.ts';

/** Writes a person's word about an order that stayed unresolved. Until then nothing that it binds is free. */
export async function settle(
  { journal }: Short,
  { id, as, signed }: Extract<Command, { verb: 'intent settle' }>,
): Promise<Ending> {
  await journal.settle({ id, as, ...signed });
  return { code: 0, says: `Settled ${id} as ${as}, on the word of ${signed.by}.` };
}
