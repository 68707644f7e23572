import { isBuiltin } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { isUpwards } from './folder-order.ts';
import {
  nodesIn,
  type Room,
  readJson,
  roomsOf,
  type SyntaxNode,
  sourcesOf,
  syntaxOf,
  type Violation,
} from './sources.ts';

type Touch = 'env' | 'argv' | 'exit';

/** The edges of our processes, and what of `process` each may touch; every other file takes it as an argument. */
const processEdges: { file: RegExp; may: readonly Touch[] }[] = [
  { file: /^(apps|packages)\/[^/]+\/src\/main\.ts$/, may: ['env', 'argv', 'exit'] },
  { file: /^apps\/bot\/(bench\/main\.ts|bench\/bare\.mjs|campaigns\/\w+\.ts)$/, may: ['env', 'argv', 'exit'] },
  { file: /^apps\/bot\/bench\/desk-end\.ts$/, may: ['argv'] },
  // What a package measures or generates by a command of its own.
  {
    file: /^packages\/[^/]+\/(bench|docs|doors|engine|start|mutation)\/(\w+\/)?(main|generate)\.ts$/,
    may: ['env', 'argv', 'exit'],
  },
  // Every way into the scanner begins there.
  { file: /^packages\/scanner\/src\/command\/terminal\.ts$/, may: ['env', 'argv', 'exit'] },
  // The one child with an environment: the variables that the key's source needs.
  { file: /^apps\/bot\/src\/courier\.ts$/, may: ['env', 'argv', 'exit'] },
  { file: /^apps\/bot\/src\/strategy-host\.ts$/, may: ['argv', 'exit'] },
  { file: /^apps\/bot\/src\/(desk|clerk)\.ts$/, may: ['exit'] },
];

/** Returns every import that goes where turbo.json draws no arrow, and every `process` read away from the edges. */
export function importViolations(root: string): Violation[] {
  const arrows = readJson(join(root, 'turbo.json')).boundaries.tags;
  const rooms = roomsOf(root);
  const inside = (room: Room) => ({ room, allowed: arrows[room.tag]?.dependencies.allow as string[] | undefined });

  return rooms.map(inside).flatMap(({ room, allowed }) => {
    if (!allowed) return [{ file: `${room.folder}/package.json`, rule: 'no-arrows', found: room.tag }];
    return sourcesOf(root, room).flatMap((path) => {
      const file = `${room.folder}/${path}`;
      const nodes = [...nodesIn(syntaxOf(join(root, file)))];
      const isTest = path.startsWith('test/');
      return [
        ...nodes.flatMap(importedFrom).map((found) => ({
          rule: judge(found, { root, file, isTest: isTest || isTool(path), room, rooms, allowed }),
          found,
        })),
        ...(isTest
          ? []
          : nodes
              .flatMap(touched)
              .filter(isForbiddenIn(file))
              .map((found) => ({ rule: 'process', found }))),
      ].flatMap(({ rule, found }) => (rule ? [{ file, rule, found }] : []));
    });
  });
}

/** Run by those who develop and by the install, never by the bot: it may use what is only there for developing. */
const isTool = (path: string) => /^(start|engine)\//.test(path);

interface Place {
  root: string;
  file: string;
  isTest: boolean;
  room: Room;
  rooms: Room[];
  allowed: string[];
}

function judge(specifier: string, { root, file, isTest, room, rooms, allowed }: Place): string | undefined {
  if (isBuiltin(specifier)) return undefined;
  if (/^([./]|file:)/.test(specifier)) {
    const target = relative(join(root, room.folder), resolve(root, file, '..', specifier));
    if (target.startsWith('..') || !specifier.startsWith('.')) return 'leaves-package';
    return isUpwards(room.folder, relative(room.folder, file), target) ? 'upwards' : undefined;
  }

  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const declared = room.dependencies.has(name) || (isTest && room.devDependencies.has(name));
  if (!declared) return 'undeclared';

  const target = rooms.find((candidate) => candidate.name === name);
  if (!target) return undefined;
  if (specifier !== name) return 'subpath';
  return allowed.includes(target.tag) ? undefined : 'arrow';
}

/** What a node imports: static, re-exported, dynamic, type-only and `import('x').T` alike. */
function importedFrom(node: SyntaxNode): string[] {
  if (!/^(Import(Declaration|Expression)|Export(All|Named)Declaration|TSImportType)$/.test(node.type)) return [];
  const specifier = (node.source as { value?: unknown } | null)?.value;
  return typeof specifier === 'string' ? [specifier] : [];
}

/** Members of `process` that a node reads: `process.env`, `globalThis.process['env']`, `const { env } = process`. */
function touched(node: SyntaxNode): string[] {
  if (node.type === 'MemberExpression' && isProcess(node.object)) return [nameOf(node.property)];
  if (node.type === 'VariableDeclarator' && isProcess(node.init)) {
    return ((node.id as SyntaxNode).properties as SyntaxNode[] | undefined)?.map((one) => nameOf(one.key)) ?? ['env'];
  }
  if (node.type === 'ImportDeclaration' && /^(node:)?process$/.test(nameOf(node.source))) {
    return (node.specifiers as SyntaxNode[]).map((one) => (one.imported ? nameOf(one.imported) : 'env'));
  }
  return [];
}

const isForbiddenIn = (file: string) => (member: string) =>
  ['env', 'argv', 'exit'].includes(member) &&
  !processEdges.some((edge) => edge.file.test(file) && edge.may.includes(member as Touch));

function isProcess(value: unknown): boolean {
  const node = value as SyntaxNode | null;
  return node?.type === 'MemberExpression' ? nameOf(node.property) === 'process' : nameOf(node) === 'process';
}

function nameOf(value: unknown): string {
  const { name, value: literal } = (value ?? {}) as { name?: unknown; value?: unknown };
  return String(name ?? literal ?? '');
}
