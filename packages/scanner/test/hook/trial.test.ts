import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stopsASecret, type Trial } from '../../hook/trial.ts';
import { drawSecret, makeFolder, write } from '../repository.ts';

const scanner = join(import.meta.dirname, '../..');

function trialOf(hook: string): Trial {
  return {
    node: process.execPath,
    hook,
    cache: makeFolder(),
    path: process.env.PATH,
    sources: join(scanner, 'src/rules'),
  };
}

it('passes a hook that stops the commit and names the file', () => {
  expect(stopsASecret(trialOf(join(scanner, 'hook/pre-commit.cts')), drawSecret())).toBe(true);
});

const wrong: readonly (readonly [string, string])[] = [
  ['lets everything pass', 'process.exitCode = 0'],
  ['cannot look', 'process.exitCode = 2'],
  ['stops everything and names nothing', 'process.exitCode = 1'],
  ['names the file and lets it pass', 'console.log("planted.ts:1:1")'],
  ['is not JavaScript', '}{'],
];

it.each(wrong)('fails a hook that %s', (_, text) => {
  expect(stopsASecret(trialOf(write(makeFolder(), 'hook.cjs', text)), drawSecret())).toBe(false);
});
