/**
 * What lies in the `src` of a package with many folders, from the ground up: each imports itself and what stands before it.
 * checks/import-directions.ts holds them to it; a package without a row here has one floor.
 */
export const folderOrder: Readonly<Record<string, readonly string[]>> = {
  'packages/scanner': [
    'error.ts',
    // What was asked for, as words.
    'command-line.ts',
    // Bytes, characters, and where one is in a content.
    'text',
    // How wallets write their keys.
    'wallet',
    // What git knows of a repository.
    'git',
    // What a rule is, and what it judges a value by.
    'judge',
    // The searches that run as WebAssembly, and a text that is loaded for them.
    'engine',
    // The rules, ours and a user's.
    'rules',
    // Looks through one content.
    'find',
    // A finding, and how it is told: never with a value.
    'report',
    // Each way of looking: a tree, the index, a history, a stream.
    'scan',
    // Looks for the very values of our own keys.
    'own',
    // What may stay, and why.
    'exceptions',
    // What each word of a command line does.
    'command',
    'index.ts',
    'run-hook.ts',
    'run-scan.ts',
    'main.ts',
  ],
};

/** Whether an import inside a package goes from a lower folder to a higher one; both paths start at the package. */
export function isUpwards(folder: string, from: string, to: string): boolean {
  const order = folderOrder[folder] ?? [];
  const floorOf = (path: string) => order.indexOf(/^src\/(?<entry>[^/]+)/.exec(path)?.groups?.entry ?? '');
  return floorOf(from) !== -1 && floorOf(from) < floorOf(to);
}
