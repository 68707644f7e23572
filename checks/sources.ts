import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vitest/node';

export interface Violation {
  /** Path from the root, with forward slashes. */
  file: string;
  rule: string;
  found: string;
}

export interface Room {
  /** `packages/journal`; its last part is also the tag in turbo.json. */
  folder: string;
  tag: string;
  name: string;
  dependencies: ReadonlySet<string>;
  devDependencies: ReadonlySet<string>;
}

export interface SyntaxNode {
  type: string;
  [field: string]: unknown;
}

/** Reads JSON whose comments stand on lines of their own, as turbo.json allows. */
export function readJson(path: string) {
  return JSON.parse(readFileSync(path, 'utf8').replaceAll(/^\s*\/\/.*$/gm, ''));
}

export function roomsOf(root: string): Room[] {
  return globSync('{apps,packages}/*/package.json', { cwd: root })
    .map((path) => path.replaceAll('\\', '/').replace('/package.json', ''))
    .sort()
    .map((folder) => {
      const manifest = readJson(join(root, folder, 'package.json'));
      return {
        folder,
        tag: folder.slice(folder.indexOf('/') + 1),
        name: manifest.name,
        dependencies: new Set(Object.keys(manifest.dependencies ?? {})),
        devDependencies: new Set(Object.keys(manifest.devDependencies ?? {})),
      };
    });
}

/** AssemblyScript: it imports nothing from outside its folder, and has its own compiler. */
const foreign = 'engine/assembly/**';

/** Paths from the room's own folder. */
export function sourcesOf(root: string, room: Room, pattern = '**/*.ts'): string[] {
  const cwd = join(root, room.folder);
  return existsSync(cwd) ? globSync(pattern, { cwd, exclude: ['**/node_modules', foreign] }).sort() : [];
}

/** Parses with the parser that vitest brings, so that comments and strings are never taken for code. */
export function syntaxOf(path: string): SyntaxNode & { body: SyntaxNode[] } {
  try {
    return parseAst(readFileSync(path, 'utf8'), { lang: 'ts' }) as never;
  } catch (cause) {
    throw new Error(`${path} cannot be parsed`, { cause });
  }
}

export function* nodesIn(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesIn(item);
  } else if (typeof value === 'object' && value !== null) {
    if ('type' in value && typeof value.type === 'string') yield value as SyntaxNode;
    for (const child of Object.values(value)) yield* nodesIn(child);
  }
}
