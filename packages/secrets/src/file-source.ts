import { realpathSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { type SourceWorld, trackedProblem } from './dotenv-file.ts';
import { SecretsError } from './error.ts';
import { type CredentialField, credentialFields } from './fields.ts';
import { unfoldedPem } from './pem.ts';
import { readPrivately } from './private-file.ts';
import type { Sourced, SourcedField } from './sourced.ts';

/**
 * `file:DIR` reads one file per credential, as Docker, Kubernetes and systemd mount them. Links are followed inside
 * the folder only. Kubernetes exchanges all of them at once by turning the link `..data`: when that happens between
 * two of our reads, everything is read again, so that a key and its secret come from the same version.
 */
export async function fromFiles(
  folder: string,
  fields: readonly CredentialField[],
  world: SourceWorld,
): Promise<Sourced> {
  const named = resolve(dirname(world.dotenvPath), folder);
  let looked = look(named, fields);
  for (
    let again = 0;
    again < 3 && fields.some((field) => real(pathIn(named, field)) !== looked.paths.get(field));
    again += 1
  ) {
    looked = look(named, fields);
  }
  const problems = [...looked.problems];
  const paths = [...new Set([...fields.map((field) => pathIn(named, field)), ...looked.paths.values()])].filter(
    (path) => path !== undefined,
  );
  for (const path of paths) {
    const tracked = await trackedProblem(world, path);
    if (tracked !== undefined) problems.push(`The credential file ${path} ${tracked}`);
  }
  return {
    fields: looked.fields,
    places: `the folder ${named}`,
    remedy: 'Mount one file per credential under exactly these names, readable by the user that runs the bot alone.',
    origin: `file:${named}`,
    exempt: paths,
    problems: problems.map((says) => ({ code: 'SOURCE_UNSAFE', says })),
  };
}

interface Look {
  readonly fields: readonly SourcedField[];
  readonly paths: ReadonlyMap<CredentialField, string | undefined>;
  readonly problems: readonly string[];
}

function look(folder: string, fields: readonly CredentialField[]): Look {
  const root = real(folder);
  const problems = root === undefined ? [] : problemsOfFolder(folder, root);
  const paths = new Map<CredentialField, string | undefined>();
  const sourced = fields.map((field): SourcedField => {
    const name = credentialFields[field].file;
    const path = real(pathIn(folder, field));
    paths.set(field, path);
    if (root === undefined || path === undefined) return { field, name };
    if (!path.startsWith(root + sep)) {
      problems.push(`The credential file ${name} is a link that leads out of its folder: put the file itself there.`);
      return { field, name, refused: true };
    }
    const reading = readPrivately(path);
    if (!reading.found) return { field, name };
    if (reading.problem !== undefined) {
      problems.push(`The credential file ${name} ${reading.problem}`);
      return { field, name, refused: true };
    }
    if (openToOthers(path, root, reading.stats.mode)) {
      problems.push(`The credential file ${name} is open to every user: chmod 400 it, or chmod 700 its folder.`);
    }
    // One newline at the end is the editor's; a second one would be somebody's intention.
    const text = unfoldedPem(reading.text.replace(/\r?\n$/, ''));
    return text === '' ? { field, name } : { field, name, text };
  });
  return { fields: sourced, paths, problems };
}

/** File systems that live in memory: where Docker, Kubernetes and systemd mount secrets, with modes that others may read. */
const inMemory: readonly number[] = [0x01_02_19_94, 0x85_84_58_f6];

/**
 * A mode that lets others read is what orchestrators mount by default, in a place that nobody else enters: a memory
 * file system of its own, or a folder closed to others. Anywhere else, and with any mode that lets others write, it is
 * a leak. The shared memory folders of the system are a place that everybody enters.
 */
function openToOthers(path: string, folder: string, mode: number): boolean {
  if ((mode & 0o007) === 0) return false;
  if ((mode & 0o002) !== 0) return true;
  if ((statSync(folder).mode & 0o001) === 0) return false;
  const shared = /^\/(?:tmp|var\/tmp|dev\/shm)\//.test(path);
  return shared || !inMemory.includes(statfsSync(path).type);
}

function problemsOfFolder(folder: string, root: string): string[] {
  const { mode } = statSync(root);
  // With the sticky bit, as Kubernetes mounts it, only the owner of a file can replace it.
  if ((mode & 0o002) === 0 || (mode & 0o1000) !== 0) return [];
  return [`The folder ${folder} lets every user replace the files in it: chmod o-w it.`];
}

function pathIn(folder: string, field: CredentialField): string {
  return join(folder, credentialFields[field].file);
}

/** The native form asks the system about the whole path; the other one looks at each folder above, unpermitted. */
function real(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    // Behind the permission model a folder that was not there at the start is one that may not be looked at.
    if (['ENOENT', 'ENOTDIR', 'ERR_ACCESS_DENIED'].includes(code)) return undefined;
    throw new SecretsError(
      'SOURCE_UNREADABLE',
      `${path} could not be looked at (${code}): let the user that runs the bot read it and the folders above it.`,
      { cause: error },
    );
  }
}
