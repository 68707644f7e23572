import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wanted } from '../../start/wanted.ts';

const root = join(import.meta.dirname, '../../../..');

it.each(Object.entries(wanted))(
  'makes the bundle %s anew when what is installed, or how it is bundled, changes',
  (_, { deciding }) => {
    const files = ['pnpm-lock.yaml', 'packages/scanner/package.json', 'packages/scanner/start/bundle.ts'];
    expect(deciding).toEqual(expect.arrayContaining(files));
    expect(deciding.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  },
);
