import { ScannerError } from '../error.ts';
import type { Git } from './git.ts';

// Git tells a pre-push hook, a line for each ref: `<local ref> <local id> <remote ref> <remote id>`, an id of zeros where
// there is none: a new ref at the remote, or one that is deleted.
const refLine = /^\S+ (?<local>[0-9a-f]{40,64}) \S+ (?<remote>[0-9a-f]{40,64})$/;
const nothing = /^0+$/;

/**
 * Turns what git tells a pre-push hook into the revisions to look through, as `rev-list --stdin` reads them: what is
 * about to be sent, without what this remote is known to have. What another remote has is looked at again: it may be
 * private, and this one public. Empty when nothing is sent. Throws ScannerError USAGE for other input.
 */
export async function revisionsToPush(git: Git, told: string, remote: string | undefined): Promise<readonly string[]> {
  const refs = told
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => refLine.exec(line)?.groups);
  if (refs.some((ref) => ref === undefined)) {
    throw new ScannerError(
      'USAGE',
      '--pushed reads what git tells a pre-push hook, and standard input holds something else.',
    );
  }
  const sent = [...new Set(refs.flatMap((ref) => (ref?.local && !nothing.test(ref.local) ? [ref.local] : [])))];
  if (sent.length === 0) return [];
  const known = new Set([
    ...refs.flatMap((ref) => (ref?.remote && !nothing.test(ref.remote) ? [ref.remote] : [])),
    ...(await tracked(git, remote)),
  ]);
  // A ref at the remote may point to what was never fetched.
  const there = await present(git, [...known]);
  return [...sent, ...there.map((id) => `^${id}`)];
}

/** What this remote had when it was last asked. A push by address has no name, and so nothing is known of it. */
async function tracked(git: Git, remote: string | undefined): Promise<readonly string[]> {
  if (remote === undefined || !/^[\w][\w./-]*$/.test(remote) || remote.includes('..')) return [];
  const output = await git.run(['for-each-ref', '--format=%(objectname)', `refs/remotes/${remote}/`]);
  return output.toString('latin1').split('\n').filter(Boolean);
}

async function present(git: Git, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const output = await git.run(['cat-file', '--batch-check=%(objectname)'], { input: `${ids.join('\n')}\n` });
  const lines = output.toString('latin1').split('\n');
  return ids.filter((id) => lines.includes(id));
}
