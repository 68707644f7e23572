import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout, pause } from '../test/support/house.ts';
import { listProcesses } from '../test/support/processes.ts';

// What a newcomer does: a copy without `.git` and without anything installed, `npx --yes pnpm start` on a terminal, and
// Ctrl-C. It downloads what a first start downloads, so it is no part of the default run.

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-terminal-'));
const left = /(?:^|\/)(?:\.git|node_modules|\.state|\.turbo|\.env)$/;
cpSync(checkout, folder, { recursive: true, filter: (path) => !left.test(path.slice(checkout.length)) });

// A package manager that runs this tells its scripts not to install: a newcomer's shell says no such thing.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name)));

const wrong: string[] = [];
try {
  for (const turn of ['first', 'second']) {
    const { code, text, ms } = await startAndInterrupt();
    const strays = await straysSoon();
    // npx says 130 of itself after Ctrl-C, whatever its program says; how that ended is in its last lines.
    if (code !== 0 && code !== 130) wrong.push(`the ${turn} start ended with ${code}:\n${text.slice(-3_000)}`);
    if (!text.includes('the trail ends here'))
      wrong.push(`the ${turn} start did not stop in order:\n${text.slice(-3_000)}`);
    if (/ELIFECYCLE|ERR_PNPM/.test(text)) wrong.push(`the ${turn} start ended in a package manager's error`);
    if (!/✓\S* +reconcile/.test(text)) wrong.push(`the ${turn} start did not show its checks`);
    if (!/fills +\d/.test(text)) wrong.push(`the ${turn} start did not sum up`);
    if (strays.length > 0) wrong.push(`the ${turn} start left ${strays.join('; ')}`);
    console.log(`terminal: the ${turn} start, to Ctrl-C and out again, took ${ms} ms.`);
  }
  const verified = spawnSync('npx', ['--yes', 'pnpm', 'bot', 'trail', 'verify'], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  if (verified.status !== 0) wrong.push(`the trail: ${verified.stdout}${verified.stderr}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const line of wrong) console.error(line);
console.log(`terminal: ${wrong.length} things wrong.`);
process.exit(wrong.length === 0 ? 0 : 1);

async function startAndInterrupt(): Promise<{ code: number | null; text: string; ms: number }> {
  const began = Date.now();
  const child = spawn('script', ['-qec', 'exec npx --yes pnpm start', '/dev/null'], {
    cwd: folder,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let text = '';
  let pressed = false;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (pressed || !text.includes('is asked from here on')) return;
    pressed = true;
    setTimeout(() => child.stdin.write('\u0003'), 1_500);
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, text, ms: Date.now() - began };
}

async function straysSoon(): Promise<readonly string[]> {
  for (let tries = 0; ; tries += 1) {
    const living = listProcesses().filter(({ command, dead }) => !dead && command.includes(folder));
    if (living.length === 0 || tries === 60) return living.map(({ command }) => command);
    await pause(50);
  }
}
