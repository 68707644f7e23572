import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { stopsASecret, type Trial } from '../../hook/trial.ts';
import { drawSecret, makeFolder, write } from '../repository.ts';

function passes(text: string, more: Partial<Trial> = {}): boolean {
  const folder = makeFolder();
  const trial: Trial = {
    node: process.execPath,
    hook: write(folder, 'hook.cjs', text),
    handing: join(import.meta.dirname, '../../hook/staged.sh'),
    cache: join(folder, 'cache'),
    path: process.env.PATH,
    files: { 'other.txt': 'what stands beside it\n' },
    ...more,
  };
  return stopsASecret(trial, drawSecret());
}

it('passes a hook that stops the commit and names the file, and hides the caller from it', () => {
  process.env.GIT_DIR = '/nowhere';
  onTestFinished(() => {
    delete process.env.GIT_DIR;
  });
  const names = `console.log('planted.ts:1:36'); process.exitCode = process.env.GIT_DIR === undefined ? 1 : 0;`;
  expect(passes(names)).toBe(true);
});

it('gives a hook what is staged, with the secret in it', () => {
  const asks = `const { execFileSync } = require('node:child_process');
    const text = execFileSync('git', ['show', ':planted.ts'], { encoding: 'utf8' });
    console.log(/API_SECRET = '\\w{64}'/.test(text) ? 'planted.ts:1:36' : 'nothing');
    process.exitCode = 1;`;
  expect(passes(asks)).toBe(true);
});

it('has a hook look at what stands beside the secret, and tells it where to leave what V8 compiled', () => {
  const keep = join(makeFolder(), 'compiled');
  const leaves = `const [, , handed, keep] = process.argv;
    const files = require('node:child_process').execFileSync('git', ['ls-files'], { encoding: 'utf8' });
    require('node:fs').writeFileSync(keep, handed + files);
    console.log('planted.ts:1:36');
    process.exitCode = 1;`;
  expect(passes(leaves, { keep })).toBe(true);
  expect(readFileSync(keep, 'utf8')).toBe('-other.txt\nplanted.ts\n');
});

const wrong: readonly (readonly [string, string])[] = [
  ['lets everything pass', 'process.exitCode = 0'],
  ['cannot look', 'process.exitCode = 2'],
  ['stops everything and names nothing', 'process.exitCode = 1'],
  ['names the file and lets it pass', 'console.log("planted.ts:1:1")'],
  ['is not JavaScript', '}{'],
];

it.each(wrong)('fails a hook that %s', (_, text) => {
  expect(passes(text)).toBe(false);
});
