import { join } from 'node:path';
import type { Wanted } from './bundle.ts';

/** What the hook's bundle is made of: all that `--staged` may come to need, and none of what only other words ask for. */
export const wanted: Wanted = {
  entry: join(import.meta.dirname, '../src/run-hook.ts'),
  without: /\/(?:own|verify|baseline)-command\.ts$|\/(?:tree|history|stream)\.ts$|\/sarif\.ts$|\/pushed\.ts$/,
  // Read when it is asked for: these are the sources, and they take a third of a second.
  tables: async () => {
    const [{ rules }, { rulesetOf }] = await Promise.all([
      import('../src/rules/rules.ts'),
      import('../src/find/ruleset.ts'),
    ]);
    return rulesetOf(rules).tables;
  },
  deciding: ['pnpm-lock.yaml', 'packages/scanner/package.json', 'packages/scanner/hook/bundle.ts'],
};
