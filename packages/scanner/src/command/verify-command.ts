import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ScannerError } from '../error.ts';
import { isBlocking } from '../report/report.ts';
import { counted } from '../text/printable.ts';
import type { Command } from './command.ts';
import { foundKeys } from './found-keys.ts';
import { look } from './look.ts';
import { runbookFor } from './runbook.ts';
import { type VerifyKey, verifyEach } from './verify.ts';

/**
 * Looks, puts the keys of exchanges together with their secrets, asks a person about each and then the exchange, and
 * prints what to do. Exceptions are not read: a key that may stay in a file may be live all the same.
 */
export const verifyCommand: Command = async (line, surroundings) => {
  const { env, now, screen, stdin, ask } = surroundings;
  if (!stdin.isTTY || !screen.isTTY || ask === undefined) {
    throw new ScannerError('VERIFY_REFUSED', '--verify asks a person before each question: start it on a terminal.');
  }
  const verifyKey = await verifierIn(line.values.verifier, surroundings.folder);
  const { report, found } = await look(line, surroundings, { userRules: [], holds: true });
  const keys = foundKeys(found);
  const asked = await verifyEach(keys, verifyKey, {
    person: { ask, tell: (text) => screen.write(text) },
    world: { env, now },
  });
  for (const { fields } of keys) for (const secret of fields.values()) secret.wipe();

  const runbooks = asked.map(({ key, verdict }) => runbookFor(key, verdict));
  const dead = new Set(asked.flatMap(({ key, verdict }) => (verdict?.state === 'dead' ? key.places : [])));
  const left = report.findings.filter((finding) => isBlocking(finding) && !dead.has(finding));
  const other = report.findings.filter((finding) => !keys.some(({ places }) => places.includes(finding))).length;
  const last = [
    keys.length === 0 ? 'No key of an exchange was found.' : `${counted(keys.length, 'key')} of exchanges found.`,
    other > 0 ? `${counted(other, 'finding')} of other kinds cannot be asked about: pnpm scan lists them.` : '',
  ];
  return {
    stdout: `${[...runbooks, last.filter(Boolean).join(' ')].join('\n')}\n`,
    stderr: '',
    exitCode: left.length > 0 ? 1 : 0,
  };
};

/** The scanner imports no exchange: the repository that has one names the file that can ask. */
async function verifierIn(file: string | undefined, folder: string): Promise<VerifyKey> {
  const missing = 'Nothing here can ask an exchange: start it as pnpm scan --verify in the repository of the bot.';
  if (file === undefined) throw new ScannerError('VERIFY_REFUSED', missing);
  const { verifyKey } = (await import(pathToFileURL(resolve(folder, file)).href)) as { verifyKey?: unknown };
  if (typeof verifyKey !== 'function') throw new ScannerError('VERIFY_REFUSED', missing);
  return verifyKey as VerifyKey;
}
