import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { ScannerError } from '../error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Git in one folder, with nothing of the caller's surroundings but what is named here. */
export interface Git {
  readonly folder: string;
  /** Returns what the command prints. Throws ScannerError for everything but an exit code of 0. */
  run(args: readonly string[], options?: RunOptions): Promise<Buffer>;
  /** Starts a command whose output is read as it comes; `ended` settles as `run` does. */
  stream(args: readonly string[], options?: { input?: string; signal?: AbortSignal }): GitStream;
}

export interface RunOptions {
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** Hears what git complained of though it succeeded. It may quote a name, so it is never passed on. */
  readonly complained?: (text: string) => void;
}

export interface GitStream {
  readonly output: ChildProcessWithoutNullStreams['stdout'];
  /** Settles with what git complained of. */
  readonly ended: Promise<string>;
  stop(): void;
}

// HOME and XDG_CONFIG_HOME: git's own `safe.directory` list, which a person keeps, stands in their configuration.
const kept = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'SUDO_UID'];

// What git itself sets for a hook: without these a commit of some paths, or from a worktree, would show another index.
const keptInHook = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
];

// A repository's own configuration may name programs to run and remotes to ask; looking at it must do neither.
export const harmless = [
  '--no-pager',
  '--no-optional-locks',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.quotePath=false',
    'protocol.allow=never',
    'log.showSignature=false',
    'log.showRoot=true',
    'diff.relative=false',
  ].flatMap((setting) => ['-c', setting]),
];

interface Process {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<string>;
}

/** `inHook`: looks at the index and repository that git named for the hook that is running. */
export function openGit(folder: string, { env, inHook = false }: { env: Environment; inHook?: boolean }): Git {
  const own = Object.fromEntries([...kept, ...(inHook ? keptInHook : [])].map((name) => [name, env[name]]));
  const environment = {
    ...own,
    PATH: own.PATH ?? '/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin',
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
  };

  const start = (args: readonly string[], signal?: AbortSignal): Process => {
    const child = spawn('git', [...harmless, ...args], { cwd: folder, env: environment, stdio: 'pipe', signal });
    const ended = outcomeOf(child, { command: args[0] ?? '', folder, signal });
    // Whoever reads the output awaits `ended` afterwards; a failure before that is not a stray rejection.
    ended.catch(() => {});
    // Git may end before it has read all of its input; its exit code says why.
    child.stdin.on('error', () => {});
    return { child, ended };
  };

  const stream: Git['stream'] = (args, { input, signal } = {}) => {
    const { child, ended } = start(args, signal);
    child.stdin.end(input ?? '');
    return { output: child.stdout, ended, stop: () => child.kill('SIGKILL') };
  };

  const run: Git['run'] = async (args, options) => {
    const { output, ended } = stream(args, options);
    const chunks: Buffer[] = [];
    output.on('data', (chunk: Buffer) => chunks.push(chunk));
    const complaint = await ended;
    if (complaint !== '') options?.complained?.(complaint);
    return Buffer.concat(chunks);
  };

  return { folder, run, stream };
}

interface Call {
  readonly command: string;
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

function outcomeOf(child: ChildProcessWithoutNullStreams, { command, folder, signal }: Call): Promise<string> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < 4096) complaint += chunk.toString('latin1');
    });
    child.on('error', (cause: NodeJS.ErrnoException) => {
      if (signal?.aborted) reject(new ScannerError('SEARCH_ABORTED', 'The search was stopped before it ended.'));
      else if (cause.code === 'ENOENT') reject(new ScannerError('GIT_MISSING', gitMissing, { cause }));
      else reject(new ScannerError('GIT_FAILED', `git ${command} could not be started (${cause.code}).`, { cause }));
    });
    child.on('close', (code) => {
      if (code === 0) resolve(complaint);
      else reject(reasonFor(complaint, code, { command, folder, signal }));
    });
  });
}

const gitMissing = 'git was not found on the PATH; install git, or put it on the PATH.';

/** Git's own words are never passed on: they may quote a name, and a name may be a secret. */
function reasonFor(complaint: string, code: number | null, { command, folder }: Call): ScannerError {
  if (complaint.includes('dubious ownership')) {
    return new ScannerError(
      'REPOSITORY_NOT_OURS',
      'This repository belongs to another user, so git will not read it; run as its owner, or add it with "git config --global --add safe.directory FOLDER".',
    );
  }
  // Outside a repository `git diff` compares two files, and complains that it does not know our options.
  if (/not a git repository|must be run in a work tree|--no-index/i.test(complaint)) {
    return new ScannerError(
      'NOT_A_REPOSITORY',
      `${JSON.stringify(folder)} is not inside a git repository's work tree.`,
    );
  }
  const how = code === null ? 'was stopped' : `ended with code ${code}`;
  return new ScannerError('GIT_FAILED', `git ${command} ${how} in this repository; run "git fsck" there to see why.`);
}

/** Returns true inside a repository, bare ones too, false outside; throws when git cannot say. */
export async function isRepository(git: Git): Promise<boolean> {
  try {
    await git.run(['rev-parse', '--git-dir']);
    return true;
  } catch (error) {
    if (!(error instanceof ScannerError)) throw error;
    if (error.code === 'NOT_A_REPOSITORY') return false;
    // Without git there is a tree all the same; without git and with a history, nobody has looked at the history.
    if (error.code === 'GIT_MISSING' && !hasGitFolder(git.folder)) return false;
    throw error;
  }
}

function hasGitFolder(folder: string): boolean {
  return existsSync(join(folder, '.git')) || (dirname(folder) !== folder && hasGitFolder(dirname(folder)));
}

/** Where a folder lies in a work tree, as `sub/folder/`; undefined when it does not, and in a bare repository. */
export async function prefixIn(git: Git, folder: string): Promise<string | undefined> {
  const top = await git.run(['rev-parse', '--show-toplevel']).catch(() => undefined);
  if (!top) return undefined;
  const path = relative(realpathSync(top.toString('utf8').replace(/\n$/, '')), folder);
  if (path === '') return '';
  return path.startsWith('..') || isAbsolute(path) ? undefined : `${path.split(sep).join('/')}/`;
}

/** Splits `-z` output. Names stay bytes in latin1, so that a name that is not UTF-8 survives the way back to the disk. */
export function namesIn(output: Buffer): Buffer[] {
  const names: Buffer[] = [];
  let from = 0;
  for (let end = output.indexOf(0); end !== -1; end = output.indexOf(0, from)) {
    if (end > from) names.push(output.subarray(from, end));
    from = end + 1;
  }
  return names;
}
