import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@gatehouse/config';
import { type Journal, JournalError, openJournal } from '@gatehouse/journal';
import type { Verdict } from '../checklist.ts';
import { realmOf, type Stand, type World } from '../world.ts';

/** tmpfs and ramfs, as `statfs` numbers them. */
const inMemory: readonly number[] = [0x01_02_19_94, 0x85_84_58_f6];

interface Remark {
  readonly says: string;
  readonly fix: string;
}

/** Check 2. Everything that makes this machine unfit to hold a key is collected before it is said. */
export async function checkHost(world: World, config: Config): Promise<Verdict<Stand>> {
  const { machine } = world;
  const wrong: Remark[] = [];
  const doubtful: Remark[] = [];

  if (machine.hostile.length > 0) {
    wrong.push({
      says: `started with ${machine.hostile.join(', ')}`,
      fix: 'Unset these, then start again: they can load code into the process.',
    });
  }
  if (machine.installed !== 'same') {
    wrong.push({
      says:
        machine.installed === 'different'
          ? 'what is installed is not what pnpm-lock.yaml says'
          : 'what is installed cannot be compared with pnpm-lock.yaml',
      fix: 'Run `npx --yes pnpm install --frozen-lockfile`.',
    });
  }
  const { dotenv } = await world.courier.host();
  for (const problem of dotenv.problems)
    wrong.push({ says: problem, fix: 'Mend the .env file as it says, or keep the key in `file:DIR`.' });

  const realm = realmOf(config);
  const folder = join(world.state, realm);
  // A machine that is not fit to hold a key gets none: without the journal no check that follows has what it needs.
  const opened = wrong.length > 0 ? undefined : await journalIn(folder, world.clock);
  if (typeof opened === 'string') wrong.push({ says: opened, fix: 'Mend the state folder as it says.' });
  const journal = typeof opened === 'string' ? undefined : opened;
  const integrity = await journal?.integrity();
  if (integrity?.whole === false) {
    wrong.push({
      says: `the journal is damaged: entry ${integrity.entry} is ${integrity.problem}`,
      fix: 'Run `pnpm bot trail verify`, find out who wrote to the state folder, and go on with a copy from before.',
    });
  }

  if (config.mode === 'live' && journal !== undefined && inMemory.includes(statfsSync(folder).type)) {
    doubtful.push({
      says: 'the state lies in memory and is gone after a reboot, with the record of every open order',
      fix: 'Set BOT_STATE to a folder on a disk.',
    });
  }
  if (machine.root)
    doubtful.push({
      says: 'runs as root',
      fix: 'Run it as a user of its own, who owns only the checkout and the state.',
    });
  const hooks = await world.hooks;
  if (hooks.state === 'foreign')
    doubtful.push({ says: 'git hooks belong to somebody else', fix: 'Call `.husky/pre-commit` from your own hook.' });
  if (hooks.state === 'failed')
    doubtful.push({
      says: `git hooks could not be activated (${hooks.problem})`,
      fix: 'Run `npx --yes pnpm run prepare` and read what it says.',
    });

  const remarks = [...wrong, ...doubtful];
  const fix = remarks.map((remark) => remark.fix).join(' ');
  return {
    result: wrong.length > 0 ? 'fail' : doubtful.length > 0 ? 'warn' : 'pass',
    says:
      remarks.length > 0
        ? remarks.map((remark) => remark.says).join('; ')
        : `Node ${machine.node} as locked, state private, .env ${dotenv.present ? 'private' : 'absent'}, git hooks ${hooks.state}`,
    evidence: {
      node: machine.node,
      root: machine.root,
      hostile: machine.hostile,
      installed: machine.installed,
      dotenv: { present: dotenv.present, problems: dotenv.problems },
      hooks: hooks.state,
      realm,
      firstRun: journal?.firstRun ?? null,
      journal:
        integrity === undefined
          ? null
          : integrity.whole
            ? 'whole'
            : { entry: integrity.entry, problem: integrity.problem },
    },
    ...(fix === '' ? {} : { fix }),
    ...(journal === undefined ? {} : { proof: { realm, folder, journal } }),
  };
}

/** Returns the journal, or the sentence that says why there is none. */
async function journalIn(folder: string, clock: () => Date): Promise<Journal | string> {
  try {
    return await openJournal({ folder, installationKeyFile: join(folder, 'installation.key'), clock, actor: 'desk' });
  } catch (error) {
    if (error instanceof JournalError) return error.message;
    throw error;
  }
}
