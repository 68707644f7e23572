import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

/** A regular expression, and where it stands. */
export interface Written {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

/** What this needs of acorn, which stands among the peers. */
interface Parser {
  parse(code: string, options: { ecmaVersion: 'latest'; sourceType: 'module' }): unknown;
}

const sources = join(import.meta.dirname, '../../src');

/** Every regular expression that is written out in the sources. */
export function literals(packages: string): readonly Written[] {
  const { parse } = createRequire(join(packages, 'package.json'))('acorn') as Parser;
  const paths = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  return paths.toSorted().flatMap((path) => {
    const code = stripTypeScriptTypes(readFileSync(join(sources, path), 'utf8'));
    return regexesIn(parse(code, { ecmaVersion: 'latest', sourceType: 'module' })).map((regex) => ({
      where: path,
      ...regex,
    }));
  });
}

function regexesIn(node: unknown): { source: string; flags: string }[] {
  if (Array.isArray(node)) return node.flatMap(regexesIn);
  if (typeof node !== 'object' || node === null) return [];
  if ('regex' in node) {
    const { pattern, flags } = node.regex as { pattern: string; flags: string };
    return [{ source: pattern, flags }];
  }
  return Object.values(node).flatMap(regexesIn);
}
