import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { stopsASecret, type Trial, tried } from '../../start/trial.ts';
import { drawSecret, makeFolder, write } from '../repository.ts';

function trialOf(text: string, more: Partial<Trial> = {}): Trial {
  const folder = makeFolder();
  return {
    command: [process.execPath, write(folder, 'command.cjs', text), 'word'],
    cache: join(folder, 'cache'),
    path: process.env.PATH,
    files: { 'other.txt': 'what stands beside it\n' },
    ...more,
  };
}

const passes = (text: string) => stopsASecret(trialOf(text), drawSecret());

it('passes what tells of the file and ends with 1, and hides the caller from it', () => {
  process.env.GIT_DIR = '/nowhere';
  onTestFinished(() => {
    delete process.env.GIT_DIR;
  });
  const names = `console.log('planted.ts:1:36'); process.exitCode = process.env.GIT_DIR === undefined ? 1 : 0;`;
  expect(passes(names)).toBe(true);
});

it('stages the secret, or commits it, beside the files, and gives the words', () => {
  const asks = `const { execFileSync } = require('node:child_process');
    const git = (...words) => execFileSync('git', words, { encoding: 'utf8' });
    const isPlanted = /API_SECRET = '\\w{64}'/.test(git('show', ':planted.ts'));
    console.log(process.argv[2], isPlanted, git('ls-files').split('\\n').join(' '), git('rev-list', '--all').length);`;
  expect(tried(trialOf(asks), drawSecret())).toEqual({ status: 0, stdout: 'word true other.txt planted.ts  0\n' });
  const committed = tried(trialOf(asks, { isCommitted: true }), drawSecret());
  expect(committed).toEqual({ status: 0, stdout: 'word true other.txt planted.ts  41\n' });
});

const wrong: readonly (readonly [string, string])[] = [
  ['lets everything pass', 'process.exitCode = 0'],
  ['cannot look', 'process.exitCode = 2'],
  ['stops everything and names nothing', 'process.exitCode = 1'],
  ['names the file and lets it pass', 'console.log("planted.ts:1:1")'],
  ['is not JavaScript', '}{'],
];

it.each(wrong)('fails what %s', (_, text) => {
  expect(passes(text)).toBe(false);
});
