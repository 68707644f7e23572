import { readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * Returns every path at which a source beside `folder` finds a third-party package: the links in `folder`, where they
 * lead, and what those packages find in their turn. `only` names the packages to begin with; our own are left out.
 *
 * One path per package and never the folder around them: Node judges a path as it is written and the system then
 * follows its links, so under a granted folder `link/../../.env` leads out to wherever the link points (measured on
 * 26.10). A grant that is the link itself has nothing above it.
 */
export function installedPackages(root: string, folder: string, only?: readonly string[]): readonly string[] {
  const store = realOf(join(root, 'node_modules', '.pnpm'));
  const found = new Set<string>();
  const folders = new Set([folder]);
  // A set hands out what is added while it is walked.
  for (const each of folders) {
    for (const name of each === folder && only !== undefined ? only : namesIn(each)) {
      const real = realOf(join(each, name));
      if (store === undefined || real === undefined || !real.startsWith(store + sep)) continue;
      found.add(join(each, name));
      // Beside the package itself, under its own name, stand links to what it needs.
      const [entry = ''] = real.slice(store.length + 1).split(sep);
      folders.add(join(store, entry, 'node_modules'));
    }
  }
  return [...found];
}

/** Names of packages, `@scope/name` as one; what begins with a dot is pnpm's own. */
function namesIn(folder: string): readonly string[] {
  return listed(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => (name.startsWith('@') ? listed(join(folder, name)).map((one) => join(name, one)) : [name]));
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Undefined for a link that leads nowhere, such as one to a package for another platform. */
function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
