import type { Command, Surroundings } from './command.ts';
import type { CommandLine } from './command-line.ts';
import { type Exceptions, exceptionsFor, type Place, placeOf, settle, userRulesFor } from './exceptions.ts';
import { type Looked, look } from './look.ts';
import { isBlocking, type Report, reportJson } from './report.ts';
import { rules as ownRules } from './rules.ts';

const reports: Readonly<Record<CommandLine['as'], () => Promise<Report>>> = {
  text: async () => (await import('./report-text.ts')).reportText,
  json: async () => reportJson,
  sarif: async () => (await import('./report-sarif.ts')).reportSarif,
};

/** Looks, lets stay what may stay, and reports the rest. */
export const scanCommand: Command = async (line, surroundings) => {
  const { folder, env, now } = surroundings;
  const { what = 'tree', path, values } = line;
  const place = placeOf(folder, line);
  const wanted = { folder, place, values };
  const userRules = await userRulesFor(wanted, ownRules);
  const rules = [...ownRules, ...userRules.rules];
  const exceptions = await exceptionsFor(wanted, { rules, now: now() });

  const looked = await look(line, surroundings, { userRules: userRules.data, holds: hasAny(exceptions) });
  const isComplete = path === undefined && what === 'history';
  const { findings, ...excused } = await settled(looked, exceptions, { place, env, isComplete });
  const report = await reports[line.as]();
  return {
    stdout: report({
      what,
      findings,
      rules,
      looked: looked.report.looked,
      excused: { allowed: looked.report.allowed, ...excused },
      notes: [...looked.report.notes, ...excused.notes],
    }),
    stderr: '',
    exitCode: findings.some(isBlocking) ? 1 : 0,
  };
};

const hasAny = ({ ignore, baseline }: Exceptions) => ignore.length > 0 || baseline !== undefined;

async function settled(
  { report, found }: Looked,
  exceptions: Exceptions,
  settling: { place: Place; env: Surroundings['env']; isComplete: boolean },
): ReturnType<typeof settle> {
  if (hasAny(exceptions)) return settle(found, exceptions, settling);
  return { findings: report.findings, ignored: 0, baselined: 0, moved: 0, notes: [] };
}
