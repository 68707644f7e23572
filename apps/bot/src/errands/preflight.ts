import { takesOrders } from '@gatehouse/exchange-guard';
import type { CheckLine } from '../checklist.ts';
import type { Ending } from '../launcher.ts';
import { renderCheck } from '../screen.ts';
import { type StartUp, startUp } from '../startup.ts';
import { version } from '../version.ts';
import type { Desk } from '../world.ts';

/** Runs the checklist and stops there: nothing is taken, nothing is placed. */
export async function preflight(desk: Desk): Promise<Ending> {
  const json = desk.errand.verb === 'preflight' && desk.errand.json;
  if (!json) desk.write(`Gatehouse ${version} preflight\n`);
  const result = await startUp(desk, (line) => {
    if (!json) desk.write(desk.redactor.scrub(renderCheck({ ...line, check: line.id }, desk.screen === 'terminal')));
  });
  if (json) desk.write(`${desk.redactor.scrub(JSON.stringify(reportOf(result)))}\n`);
  await result.stand?.journal.close();
  return preflightEnding(result);
}

/** How a preflight ends: cleared, refused, or audited where there is nothing to be cleared for. */
export function preflightEnding(result: StartUp): Ending {
  return isAudited(result) ? auditedOnly(result) : endingOf(result, clearedWords(result));
}

/** Whether the key passed all that can be asked where no order can go. That is no clearance: nothing would be traded. */
function isAudited({ lines, config }: StartUp): boolean {
  const open = lines.filter(({ result }) => result === 'fail' || result === 'skipped');
  return config !== undefined && !takesOrders(config.exchange) && open.every(({ id }) => id === 'reconcile');
}

function auditedOnly({ config, lines }: StartUp): Ending {
  const warned = lines.filter(({ id, result }) => result === 'warn' && id !== 'config').map(({ id }) => id);
  const but = warned.length === 0 ? '' : ` Read what ${warned.join(' and ')} warn${warned.length === 1 ? 's' : ''} of.`;
  return {
    code: 0,
    says: `Audited: nothing was found against the key, and no order can go to ${config?.exchange} from here: \`pnpm start\` refuses it.${but}`,
  };
}

/** The JSON of design section 3; what could not be learned is null and not left out. */
export function reportOf(result: StartUp) {
  return {
    cleared: result.cleared,
    mode: result.config?.mode ?? null,
    exchange: result.config?.exchange ?? null,
    fingerprint: result.key?.fingerprint ?? null,
    version,
    checks: result.lines.map(({ id, result: outcome, says, evidence, fix }) => ({
      id,
      result: outcome,
      says,
      evidence,
      fix: fix ?? null,
    })),
  };
}

/** A preflight lets pass what only a start can be given: the confirmation of the key, and the baseline. */
function clearedWords({ lines }: StartUp): string {
  const wanted = lines.filter((line) => line.evidence.unconfirmed === true || line.evidence.undeclared === true);
  if (wanted.length === 0) return 'Cleared: `pnpm start` would trade.';
  return `Cleared. A start wants more: do what ${wanted.map((line) => line.id).join(' and ')} say.`;
}

/** How a checklist ends a run: the configuration's faults are the command line's kind of wrong, every other is a refusal. */
export function endingOf(result: StartUp, cleared?: string): Ending {
  const wrong = result.lines.filter((line) => line.result === 'fail');
  // A check that was skipped with nothing failed has proven nothing either.
  const failed = wrong.length > 0 ? wrong : result.lines.filter((line) => line.result === 'skipped');
  const [first] = failed;
  if (first === undefined) return { code: 0, ...(cleared === undefined ? {} : { says: cleared }) };
  const fixes = fixesOf(failed);
  return {
    code: first.id === 'config' ? 2 : 1,
    says: `Refused by ${failed.map((line) => line.id).join(', ')}: no order can be placed.`,
    ...(fixes.length === 0 ? {} : { fix: fixes.slice(0, 3).join('\n→ ') }),
  };
}

/** Nobody should confirm a key that the list refuses: that comes last, and only when nothing is wrong with the key. */
function fixesOf(failed: readonly CheckLine[]): readonly string[] {
  const aboutKey: readonly string[] = ['own-key-leak', 'permissions', 'rotation', 'ip'];
  const refused = failed.some((line) => aboutKey.includes(line.id));
  const others = failed.filter((line) => line.evidence.unconfirmed !== true);
  const confirming = failed.filter((line) => line.evidence.unconfirmed === true && !refused);
  return [...new Set([...others, ...confirming].flatMap(fixOf))];
}

/** The last line is what to do: where that stands in the sentence itself, the sentence. */
function fixOf({ fix, says, evidence, result }: CheckLine): readonly string[] {
  const { problems } = evidence;
  if (Array.isArray(problems)) return problems.map(String);
  if (fix === undefined) return result === 'fail' ? [says] : [];
  return [fix];
}
