import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Node can keep what it compiled and stripped of types, which takes a third off every start. Whoever can write that
 * folder can plant code, so it is used only where it adds nothing to what they can do already: where this user may
 * write the sources themselves. An installation with read-only sources goes without, and starts a little later.
 */
export function codeCacheFolder(root: string, state: string): string | undefined {
  try {
    accessSync(join(root, 'apps', 'bot', 'src', 'desk.ts'), constants.W_OK);
    const folder = join(state, 'code');
    for (const room of ['launcher', 'desk', 'courier', 'simulator'])
      mkdirSync(join(folder, room), { recursive: true, mode: 0o700 });
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
