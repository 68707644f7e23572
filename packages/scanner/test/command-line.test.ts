import { describe, expect, it } from 'vitest';
import { help, readCommandLine } from '../src/command-line.ts';

const line = (more: object) => ({ as: 'text', flags: new Set(), values: {}, ...more });

const rows: readonly (readonly [readonly string[], object])[] = [
  [[], {}],
  [['--staged'], { what: 'staged' }],
  [['--history', 'sub', '--json'], { what: 'history', as: 'json', path: 'sub' }],
  [['--sarif', '--tree', '.'], { what: 'tree', as: 'sarif', path: '.' }],
  [['--', '--staged'], { path: '--staged' }],
  [['--history', '--unreachable', '--archives'], { what: 'history', flags: new Set(['unreachable', 'archives']) }],
  [['--own', 'env:', '--exchange=okx'], { values: { own: 'env:', exchange: 'okx' } }],
  [
    ['--own=file:/run/secrets', '--staged', 'sub'],
    { what: 'staged', path: 'sub', values: { own: 'file:/run/secrets' } },
  ],
  [['--write-baseline', 'b'], { values: { 'write-baseline': 'b' } }],
  [['--baseline=b', '--rules', 'r', '--stdin'], { what: 'stdin', values: { baseline: 'b', rules: 'r' } }],
  [['--pushed', '--remote', 'origin'], { what: 'pushed', values: { remote: 'origin' } }],
  [['--help'], { flags: new Set(['help']) }],
];

it.each(rows)('reads %j', (words, expected) => {
  expect(readCommandLine(words)).toEqual(line(expected));
});

const refused: readonly (readonly [string, readonly string[]])[] = [
  ['an unknown word', ['--all']],
  ['a short option', ['-x']],
  ['two places', ['--staged', '--tree']],
  ['two forms', ['--json', '--sarif']],
  ['two paths', ['a', 'b']],
  ['a value that is missing', ['--baseline']],
  ['a value that is the next option', ['--own', '--json']],
  ['a value for a flag', ['--verify=yes']],
  ['a value that is given twice', ['--rules', 'a', '--rules', 'b']],
  ['what nothing reaches, of a tree', ['--unreachable']],
  ['a path of standard input', ['--stdin', 'x']],
  ['a question to the exchange in a hook', ['--verify', '--staged']],
  ['a question to the exchange in a pipe', ['--verify', '--stdin']],
  ['a question to the exchange in JSON', ['--verify', '--json']],
  ['an excuse for own keys', ['--own', 'env:', '--baseline', 'x']],
  ['an exchange without own keys', ['--exchange', 'okx']],
  ['a baseline of what is staged', ['--staged', '--write-baseline', 'x']],
  ['two baselines', ['--baseline', 'x', '--write-baseline', 'x']],
];

describe('the command line refuses in one line, with USAGE,', () => {
  it.each(refused)('%s', (_, words) => {
    expect(() => readCommandLine(words)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(/^[^\n]+$/) }),
    );
  });
});

it('does not repeat a word that may be a secret', () => {
  for (const words of [['--api-secret=qzx7qzx7'], ['-qzx7qzx7'], ['--Qzx7qzx7'], ['--own', 'a', 'qzx7', 'qzx7']]) {
    let says = '';
    try {
      readCommandLine(words);
    } catch (error) {
      says = String(error);
    }
    expect(says).toContain('Usage:');
    expect(says).not.toContain('zx7');
  }
});

it('tells in its help of every word but those that hooks and scripts say', () => {
  const words = ['tree', 'staged', 'history', 'unreachable', 'stdin', 'logs', 'archives', 'json', 'sarif', 'baseline'];
  for (const word of [...words, 'write-baseline', 'rules', 'own', 'exchange', 'verify'])
    expect(help).toContain(`--${word}`);
});
