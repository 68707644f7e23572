import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Wanted } from './bundle.ts';

const common = {
  // Read when it is asked for: these are the sources, and they take a third of a second.
  tables: async () => {
    const [{ rules }, { rulesetOf }] = await Promise.all([
      import('../src/rules/rules.ts'),
      import('../src/find/ruleset.ts'),
    ]);
    return rulesetOf(rules).tables;
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
    digest: async () => (await import('../src/scan/rules-digest.ts')).sourcesDigest(),
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
