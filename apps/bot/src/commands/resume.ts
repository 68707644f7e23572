import type { Signed } from '../command-line.ts';
import type { Ending } from '../launcher.ts';
import type { Short } from './short.ts';

/** Lifts the one halt it names. Others that hold go on holding, and it says which. */
export async function resume({ journal }: Short, id: string, { by, reason }: Signed): Promise<Ending> {
  await journal.lift({ id, by, reason });
  const { state, restrictions } = await journal.standing();
  if (state === 'active') return { code: 0, says: `${id} is lifted: trading is active.` };
  return {
    code: 0,
    says: `${id} is lifted, and ${restrictions.map((each) => each.id).join(', ')} still holds: trading is ${state}.`,
  };
}
