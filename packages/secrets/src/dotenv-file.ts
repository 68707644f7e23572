import { basename } from 'node:path';
import { geteuid } from 'node:process';
import { SecretsError } from './error.ts';
import { type Reading, readPrivately } from './private-file.ts';

/** What the sources need to know of the world; the edge passes it in. */
export interface SourceWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `.env` would be: an absolute path. A relative `file:` folder starts at its folder. */
  readonly dotenvPath: string;
  /** Says whether git tracks the file; false where there is no repository. */
  readonly isTracked: (path: string) => Promise<boolean>;
  /** Who must own what holds a key; by default the effective user of this process. */
  readonly euid?: number;
}

/** What is wrong with `.env`, each a sentence with its fix. An absent `.env` has no problems. */
export interface DotenvFinding {
  readonly present: boolean;
  readonly problems: readonly string[];
}

/** Judges `.env`: a regular file and no link, mode 0600, owned by the user that runs the bot, not tracked by git. */
export async function judgeDotenv(world: SourceWorld): Promise<DotenvFinding> {
  const reading = readPrivately(world.dotenvPath);
  return { present: reading.found, problems: await problemsOf(reading, world) };
}

/** Returns the variables of `.env`, none when it is absent. Throws DOTENV_UNSAFE on what judgeDotenv finds. */
export async function readDotenv(world: SourceWorld): Promise<Readonly<Record<string, string>> | undefined> {
  const reading = readPrivately(world.dotenvPath);
  const problems = await problemsOf(reading, world);
  if (problems.length > 0) throw new SecretsError('DOTENV_UNSAFE', problems);
  if (!reading.found || reading.problem !== undefined) return undefined;
  // Loaded here because most starts have no `.env`. parse() touches neither the file system nor the environment,
  // while config() can be steered by DOTENV_* variables.
  const { default: dotenv } = await import('dotenv');
  return dotenv.parse(reading.text);
}

async function problemsOf(reading: Reading, world: SourceWorld): Promise<string[]> {
  if (!reading.found) return [];
  const name = basename(world.dotenvPath);
  const problems = reading.problem === undefined ? [] : [`${name} ${reading.problem}`];
  if (reading.problem === undefined) {
    const others = reading.stats.mode & 0o077;
    if (others !== 0) {
      const mode = (reading.stats.mode & 0o777).toString(8).padStart(4, '0');
      problems.push(`${name} has mode ${mode}, so other users can open it: chmod 600 ${name}.`);
    }
    if (reading.stats.uid !== (world.euid ?? geteuid?.())) {
      problems.push(`${name} belongs to another user, who can change it: chown it to the user that runs the bot.`);
    }
  }
  const tracked = await trackedProblem(world, world.dotenvPath);
  return tracked === undefined ? problems : [...problems, `${name} ${tracked}`];
}

/** Says what is wrong about a source file that git tracks: everyone with the repository has the key. */
export async function trackedProblem(world: SourceWorld, path: string): Promise<string | undefined> {
  try {
    if (!(await world.isTracked(path))) return undefined;
    return 'is tracked by git: git rm --cached it, and replace every key it has ever held.';
  } catch {
    return 'may be tracked by git, which could not be asked: make sure that git runs here.';
  }
}
