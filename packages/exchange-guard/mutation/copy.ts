import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Never copied: what is installed is linked, what is made is made again. */
const left = new Set(['node_modules', '.git', '.state', '.turbo', '.vitest']);

/**
 * Copies the checkout to where it may be broken. The packages find each other inside the copy; what they have from
 * outside stays where it is installed.
 */
export function copyOf(root: string, to: string): void {
  cpSync(root, to, { recursive: true, filter: (path) => !left.has(basename(path)) });
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'));
  for (const group of ['apps', 'packages']) {
    for (const room of readdirSync(join(root, group))) link(join(root, group, room), join(to, group, room));
  }
}

/** The links of one package, which lead upwards from it and so stay inside the copy. */
function link(from: string, to: string): void {
  mkdirSync(join(to, 'node_modules'), { recursive: true });
  const options = {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path: string) => !basename(path).startsWith('.'),
  };
  try {
    cpSync(join(from, 'node_modules'), join(to, 'node_modules'), options);
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== 'ENOENT') throw error;
  }
}
