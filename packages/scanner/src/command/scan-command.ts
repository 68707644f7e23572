import { exceptionsFor, settle, userRulesFor } from '../exceptions/exceptions.ts';
import { callerOf, isWholeOf, placeOf } from '../exceptions/place.ts';
import { exitCodeOf } from '../report/report.ts';
import { reports } from '../report/reports.ts';
import { rules as ownRules } from '../rules/rules.ts';
import type { Command } from './command.ts';
import { look } from './look.ts';

/** Looks, lets stay what may stay, and reports the rest. */
export const scanCommand: Command = async (line, surroundings) => {
  const { folder, env, now } = surroundings;
  const { what = 'tree', path, values } = line;
  const place = placeOf(folder, line);
  const wanted = { folder: callerOf(folder, env), place, values };
  const userRules = await userRulesFor(wanted, ownRules);
  const rules = [...ownRules, ...userRules.rules];
  const exceptions = await exceptionsFor(wanted, { rules, now: now() });

  // Only a baseline needs values; without, an unchanged history need not be read again.
  const { report, found } = await look(line, surroundings, {
    userRules: userRules.data,
    holds: exceptions.baseline !== undefined,
  });
  const isComplete = what === 'history' && isWholeOf(place, folder, path);
  const { findings: left, ...excused } = await settle({ findings: report.findings, found }, exceptions, {
    place,
    env,
    isComplete,
  });
  const findings = left.length > 1 ? (await import('../report/pairs.ts')).withPairs(left) : left;
  const print = await reports[line.as]();
  return {
    stdout: print({
      what,
      findings,
      rules,
      looked: report.looked,
      excused: { allowed: report.allowed, ...excused },
      notes: [...report.notes, ...excused.notes],
    }),
    stderr: '',
    exitCode: exitCodeOf(findings, report.looked),
  };
};
