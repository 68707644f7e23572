import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './score.ts';

const here = import.meta.dirname;
const stryker = join(here, 'node_modules/@stryker-mutator');

/** In a folder of its own, so that nobody who installs Gatehouse installs it. */
export function install(): void {
  if (existsSync(join(stryker, 'core'))) return;
  const args = ['--yes', 'pnpm', 'install', '--ignore-workspace', '--frozen-lockfile', '--ignore-scripts'];
  // Its runner takes the vitest of the package that it stands in: two of them do not know each other's tests.
  execFileSync('npx', [...args, '--config.auto-install-peers=false'], { cwd: here, stdio: 'ignore' });
}

/**
 * Breaks one source of the copied package in every way there is, and lets its tests judge each. What went wrong where
 * they cannot: they fail before anything is broken, for one.
 */
export async function broken(room: string, source: string, tests: readonly string[]): Promise<Report | string> {
  const include = tests.map((test) => `test/${test}.test.ts`);
  const limits = { testTimeout: 30_000, hookTimeout: 30_000 };
  const test = { name: 'exchange-guard', include, ...limits };
  writeFileSync(join(room, 'vitest.config.ts'), `export default { test: ${JSON.stringify(test)} };\n`);
  const settings = {
    testRunner: 'vitest',
    plugins: [join(stryker, 'vitest-runner/dist/src/index.js')],
    vitest: { configFile: 'vitest.config.ts', related: false },
    mutate: [`src/${source}`],
    // What is broken is the copy itself.
    inPlace: true,
    coverageAnalysis: 'perTest',
    concurrency: 1,
    timeoutMS: 20_000,
    reporters: ['json'],
    jsonReporter: { fileName: 'mutation.json' },
    allowConsoleColors: false,
  };
  writeFileSync(join(room, 'stryker.json'), JSON.stringify(settings));
  const failed = await run([join(stryker, 'core/bin/stryker.js'), 'run', 'stryker.json'], room);
  return failed ?? (JSON.parse(readFileSync(join(room, 'mutation.json'), 'utf8')) as Report);
}

/** Resolves to undefined when all went well, and else to the last of what was said. */
function run(args: readonly string[], cwd: string): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => void said.push(part.toString()));
    }
    child.once('close', (code) => done(code === 0 ? undefined : said.join('').split('\n').slice(-40).join('\n')));
  });
}
