import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, roomsOf, type SyntaxNode, sourcesOf, syntaxOf, type Violation } from './sources.ts';

/** One exception in a package's `test/covered-elsewhere.json`; paths start at the package. */
interface Exception {
  source: string;
  coveredBy: string;
  why: string;
}

/** A list of exports, a list of codes, and an edge that the tests of the whole start as a process. */
const needsNone = /(^|\/)(index|error|main)\.ts$/;

/** Returns every source with neither a test of its own name nor a named test and a reason. */
export function untestedSources(root: string): Violation[] {
  return roomsOf(root).flatMap((room) => {
    const has = (path: string) => existsSync(join(root, room.folder, path));
    const list = 'test/covered-elsewhere.json';
    const exceptions: Exception[] = has(list) ? readJson(join(root, room.folder, list)) : [];

    const untested = sourcesOf(root, room, 'src/**/*.ts')
      .filter((source) => !needsNone.test(source) && !has(testOf(source)))
      .filter((source) => !exceptions.some((exception) => exception.source === source))
      .filter((source) => !syntaxOf(join(root, room.folder, source)).body.every(isTypeOnly))
      .map((source) => ({ file: `${room.folder}/${source}`, rule: 'untested', found: testOf(source) }));

    const hollow = exceptions
      .filter(({ source, coveredBy, why }) => !has(source) || !has(coveredBy) || !why?.trim() || has(testOf(source)))
      .map(({ source }) => ({ file: `${room.folder}/${list}`, rule: 'hollow-exception', found: source }));

    return [...untested, ...hollow];
  });
}

const testOf = (source: string) => source.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');

function isTypeOnly(statement: SyntaxNode): boolean {
  return (
    statement.importKind === 'type' ||
    statement.exportKind === 'type' ||
    /^TS(Interface|TypeAlias)Declaration$/.test(statement.type) ||
    // `export {}` and its kind: nothing to run.
    (statement.type === 'ExportNamedDeclaration' && !statement.declaration && !(statement.specifiers as []).length)
  );
}
