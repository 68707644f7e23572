import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is gone when the test is. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-scanner-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(folder: string, path: string, content: string | Uint8Array): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** A real repository, with no configuration but its own and nobody's hooks. */
export class Repository {
  readonly folder: string;
  readonly env: Record<string, string>;

  constructor(folder = makeFolder()) {
    this.folder = folder;
    this.env = {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: 'Test',
      GIT_AUTHOR_EMAIL: 'test@localhost',
      GIT_COMMITTER_NAME: 'Test',
      GIT_COMMITTER_EMAIL: 'test@localhost',
    };
  }

  static init(): Repository {
    const repository = new Repository();
    repository.git('init', '-q', '-b', 'main');
    return repository;
  }

  git(...args: string[]): string {
    return this.gitIn(this.folder, args);
  }

  gitIn(cwd: string, args: readonly string[], env: Record<string, string> = {}): string {
    const environment = { ...this.env, ...env };
    return execFileSync('git', args, {
      cwd,
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  }

  write(path: string, content: string | Uint8Array): string {
    return write(this.folder, path, content);
  }

  /** Writes, stages and commits one file; returns the commit's id. */
  commit(path: string, content: string | Uint8Array, message = `change ${path.length} characters of path`): string {
    this.write(path, content);
    this.git('add', '-f', '--', path);
    this.git('commit', '-qm', message);
    return this.git('rev-parse', 'HEAD');
  }
}

/** A folder for the PATH with a git that does what a line of shell says; `$git` is the real one, `$@` what it was given. */
export function gitThat(line: string): string {
  const folder = makeFolder();
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  chmodSync(write(folder, 'git', `#!/bin/sh\ngit='${real}'\n${line}\n`), 0o755);
  return folder;
}

/** A secret as exchanges draw them: letters of both cases and digits, made now and gone with the test. */
export function drawSecret(length = 64): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
