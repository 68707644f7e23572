import type { Ending } from '../launcher.ts';
import type { Short } from './short.ts';

/** Reads the whole trail. The head is for keeping elsewhere: a chain alone cannot show that its end was cut off. */
export async function verifyTrail({ journal, print }: Short, head: string | undefined): Promise<Ending> {
  const verdict = await journal.verifyTrail(head === undefined ? {} : { head });
  if (verdict.whole) {
    print(`The trail is whole: ${verdict.entries} entries. Head ${verdict.head.anchor}`);
    if (head === undefined) print('Keep the head elsewhere and give it back with --head: only that shows a cut end.');
    return { code: 0 };
  }
  return {
    code: 1,
    says: `The trail is not as it was written: entry ${verdict.entry} is ${verdict.problem} (${verdict.says}).`,
    fix: 'Stop trading with this state, keep a copy of it, and find out who could write to it.',
  };
}
