import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Wanted } from './bundle.ts';

const common = {
  // In a process of its own, which reads the sources after they were stamped: what this one has read may be older.
  made: (folder: string) => {
    execFileSync(process.execPath, [join(import.meta.dirname, 'made/main.ts'), folder], { stdio: 'ignore' });
    return ['tables', 'digest'];
  },
  deciding: ['pnpm-lock.yaml', 'packages/scanner/package.json', 'packages/scanner/start/bundle.ts'],
};

/** What each bundle is made of: all that it may come to need, and none of what only other words ask for. */
export const wanted = {
  hook: {
    ...common,
    entry: join(import.meta.dirname, '../src/run-hook.ts'),
    without: /\/(?:own|verify|baseline)-command\.ts$|\/(?:tree|history|stream)\.ts$|\/sarif\.ts$|\/pushed\.ts$/,
  },
  scan: {
    ...common,
    entry: join(import.meta.dirname, '../src/run-scan.ts'),
    without: /\/(?:own|verify)-command\.ts$/,
  },
} satisfies Readonly<Record<string, Wanted>>;

/** What makes every rule think, and none of them stop: ten of our sources, and what the rules themselves call harmless. */
export async function harmlessFiles(): Promise<Readonly<Record<string, string>>> {
  const { rules } = await import('../src/rules/rules.ts');
  const { drawFrom } = await import('../src/judge/draw.ts');
  const draw = drawFrom(randomInt(2 ** 32));
  const samples = rules.map((rule) => rule.samples(draw).noMatch.join('\n'));
  const folder = join(import.meta.dirname, '../src/rules');
  const sources = readdirSync(folder).slice(0, 10);
  return {
    ...Object.fromEntries(sources.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
    'samples.txt': samples.join('\n\n'),
  };
}
