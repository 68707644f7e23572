import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ScannerError } from '../error.ts';
import { baselineOf, emptyBaseline, readBaseline, textOf } from '../exceptions/baseline.ts';
import { exceptionsFor, hashingFor, settle, userRulesFor } from '../exceptions/exceptions.ts';
import { callerOf, placeOf } from '../exceptions/place.ts';
import { rules as ownRules } from '../rules/rules.ts';
import { counted, printable } from '../text/printable.ts';
import { readSmallFile } from '../text/small-file.ts';
import type { Command } from './command.ts';
import { look } from './look.ts';

/** Lists what is found now, under the salt and for the reason that the file already has. */
export const baselineCommand: Command = async (line, surroundings) => {
  const { folder, env, now } = surroundings;
  const place = placeOf(folder, line);
  const wanted = { folder: callerOf(folder, env), place, values: line.values };
  const userRules = await userRulesFor(wanted, ownRules);
  const { ignore } = await exceptionsFor(wanted, { rules: [...ownRules, ...userRules.rules], now: now() });

  const file = resolve(callerOf(folder, env), line.values['write-baseline'] ?? '');
  const before = earlier(file);
  const { report, found } = await look(line, surroundings, { userRules: userRules.data, holds: true });
  const { findings } = await settle(
    { findings: report.findings, found },
    { ignore },
    { place, env, isComplete: false },
  );
  const left = new Set(findings);
  const hashAll = await hashingFor(before, { root: place.root, env });
  const baseline = await baselineOf(
    found.filter(({ finding }) => left.has(finding)),
    before,
    { prefix: place.prefix, hashAll },
  );
  const text = textOf(baseline);
  write(file, text);

  const lines = counted(text.split('\n').length - 4, 'finding');
  const says =
    before.reason === ''
      ? `The baseline (${printable(file)}) lists ${lines}. Now write after "# reason:" at its top why they may stay: it counts only with a reason. Revoke every key among them first.`
      : `The baseline (${printable(file)}) lists ${lines}; its reason stayed as it was.`;
  const hint = mergesAlone(place.root, file)
    ? ''
    : ` For branches to merge, put "${basename(file)} merge=union" into .gitattributes.`;
  return { stdout: `${says}${hint}\n`, stderr: '', exitCode: 0 };
};

/** Lines that two branches add beside each other are a conflict, unless git is told that their order means nothing. */
function mergesAlone(root: string, file: string): boolean {
  const attributes = readSmallFile(join(root, '.gitattributes'), 1_000_000);
  if (!('text' in attributes)) return false;
  return attributes.text.split(/\r?\n/).some((line) => line.includes(basename(file)) && /\smerge=union\b/.test(line));
}

function earlier(file: string) {
  const read = readSmallFile(file, 4 * 1024 * 1024);
  if ('missing' in read) return emptyBaseline();
  if ('problem' in read) throw new ScannerError('BASELINE_MALFORMED', `The file of --write-baseline ${read.problem}.`);
  return readBaseline(read.text);
}

function write(file: string, text: string): void {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ScannerError('BASELINE_MALFORMED', `The baseline could not be written (${code}): choose another place.`);
  }
}
