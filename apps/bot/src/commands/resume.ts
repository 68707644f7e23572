import { awaitsAudit, setAuditLatch } from '../audit-latch.ts';
import type { Signed } from '../command-line.ts';
import type { Ending } from '../launcher.ts';
import type { Short } from './short.ts';

/**
 * Lifts the one halt it names. Others that hold go on holding, and it says which. Trading waits for the desk to audit
 * the key once more: what led to the halt may be why somebody wants it lifted.
 */
export async function resume({ journal }: Short, id: string, { by, reason }: Signed): Promise<Ending> {
  const before = (await journal.standing()).restrictions;
  if (before.some((each) => each.id === id && awaitsAudit(each))) {
    return {
      code: 1,
      says: `${id} waits for an audit of the key: only the desk lifts it, when the key has passed.`,
      fix: 'Let the bot run, or start it; `pnpm bot preflight` shows what an audit says.',
    };
  }
  // First the latch: between a lift and a latch an order could pass.
  if (before.some((each) => each.id === id)) await setAuditLatch(journal);
  await journal.lift({ id, by, reason });
  const { restrictions } = await journal.standing();
  const others = restrictions.filter((each) => !awaitsAudit(each));
  if (others.length === 0) {
    return {
      code: 0,
      says: `${id} is lifted: trading goes on as soon as the desk has audited the key again. A desk that halted by itself has to be started again.`,
    };
  }
  const { state } = await journal.standing();
  return {
    code: 0,
    says: `${id} is lifted, and ${others.map((each) => each.id).join(', ')} still holds: trading is ${state}.`,
  };
}
