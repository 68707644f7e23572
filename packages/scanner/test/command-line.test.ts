import { expect, it } from 'vitest';
import { readCommandLine } from '../src/command-line.ts';

const rows = [
  [[], { what: 'tree', as: 'text' }],
  [['--staged'], { what: 'staged', as: 'text' }],
  [['--history', 'sub', '--json'], { what: 'history', as: 'json', path: 'sub' }],
  [['--sarif', '--tree', '.'], { what: 'tree', as: 'sarif', path: '.' }],
  [['--', '--staged'], { what: 'tree', as: 'text', path: '--staged' }],
] as const;

it.each(rows)('reads %j', (words, expected) => {
  expect(readCommandLine(words)).toEqual(expected);
});

const refused = [['--all'], ['-x'], ['--staged', '--tree'], ['--json', '--sarif'], ['a', 'b'], ['--own', 'x']];

it.each(refused.map((words) => [words]))('refuses %j with USAGE', (words) => {
  expect(() => readCommandLine(words)).toThrow(expect.objectContaining({ code: 'USAGE' }));
});
