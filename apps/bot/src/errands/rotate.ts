import { recordRotation } from '@gatehouse/rotation';
import type { Verdict } from '../checklist.ts';
import { checkConfig } from '../checks/config.ts';
import { checkCredentials } from '../checks/credentials.ts';
import { checkHost } from '../checks/host.ts';
import type { Ending } from '../launcher.ts';
import { renderCheck } from '../screen.ts';
import { startUp } from '../startup.ts';
import type { Desk } from '../world.ts';

/** Runs the checklist for the one line that says how old the key is, and shows what stood in its way if there is none. */
export async function checkRotationAlone(desk: Desk): Promise<Ending> {
  const { lines, stand } = await startUp(desk, () => undefined);
  await stand?.journal.close();
  const rotation = lines.find((line) => line.id === 'rotation');
  const shown =
    rotation?.result === 'skipped'
      ? lines.filter((line) => line.result === 'fail')
      : lines.filter((line) => line === rotation);
  for (const line of shown)
    desk.write(desk.redactor.scrub(renderCheck({ ...line, check: line.id }, desk.screen === 'terminal')));
  const [first] = shown;
  if (first === undefined || first.result === 'pass' || first.result === 'warn') return { code: 0 };
  return {
    code: first.id === 'config' ? 2 : 1,
    says: `Refused by ${first.id}.`,
    ...(first.fix === undefined ? {} : { fix: first.fix }),
  };
}

/** Records when the key in hand was made, as a person read it on the exchange's page. Asks the exchange nothing. */
export async function recordRotationOf(desk: Desk): Promise<Ending> {
  if (desk.errand.verb !== 'rotate record') throw new Error('this errand is another one');
  const { created, by, note } = desk.errand;
  const config = await checkConfig(desk);
  if (config.proof === undefined) return refusal(2, 'config', config);
  if (config.proof.mode === 'simulated') {
    return {
      code: 1,
      says: 'A simulated key is made anew at every start and has no age to record.',
      fix: 'Set BOT_MODE=live for the key that you mean.',
    };
  }
  const host = await checkHost(desk, config.proof);
  if (host.proof === undefined || host.result === 'fail') return refusal(1, 'host', host);
  const key = await checkCredentials(desk, config.proof, host.proof);
  if (key.proof === undefined) return refusal(1, 'credentials', key);
  const { fingerprint } = key.proof;
  const { journal } = host.proof;
  await recordRotation(journal, { fingerprint, createdAt: new Date(created), by, note, now: desk.clock() });
  await journal.close();
  return { code: 0, says: `Recorded for ${fingerprint}: made on ${created.slice(0, 10)}.` };
}

function refusal(code: 1 | 2, id: string, verdict: Verdict): Ending {
  return {
    code,
    says: `Refused by ${id}: ${verdict.says}`,
    ...(verdict.fix === undefined ? {} : { fix: verdict.fix }),
  };
}
