import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Node can keep what it compiled and stripped of types, which takes a third off every start. Whoever can write that
 * folder can plant code, so it lies in node_modules, where they could as well replace a dependency. An installation
 * that this user cannot write has no such folder and starts a little later.
 */
export function codeCacheFolder(root: string): string | undefined {
  const folder = join(root, 'node_modules', '.cache', 'gatehouse');
  try {
    for (const room of ['desk', 'courier', 'simulator', 'clerk']) {
      mkdirSync(join(folder, room), { recursive: true, mode: 0o700 });
      accessSync(join(folder, room), constants.W_OK);
    }
    return folder;
  } catch {
    return undefined;
  }
}

/** A module, as an address that is its own text, which turns the cache on before anything else is imported. */
export function enablesCodeCache(folder: string): string {
  const text = `import { enableCompileCache } from 'node:module'; enableCompileCache(${JSON.stringify(folder)});`;
  return `data:text/javascript,${encodeURIComponent(text)}`;
}
