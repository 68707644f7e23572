import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { copyOfCheckout } from './support/copy.ts';
import { git } from './support/git.ts';
import { openHouse } from './support/house.ts';
import { sightings } from './support/needles.ts';

// A scaffold has no `.git`. People make one before the first start or after it; the hook must be there both ways.

type Step = 'git init' | 'start';
const ways: readonly (readonly Step[])[] = [
  ['git init', 'start'],
  ['start', 'git init', 'start'],
];

describe.concurrent.each(ways.map((steps) => [steps.join(', then '), steps] as const))('after %s', (_name, steps) => {
  const copy = copyOfCheckout();
  const house = openHouse({ root: copy.root });
  afterAll(async () => {
    await house.close();
    copy.remove();
  });
  const commit = (message: string) => git(copy.root, ['commit', '-q', '-m', message], house.folder);
  const head = () => git(copy.root, ['rev-parse', '-q', '--verify', 'HEAD']).output.trim();

  test('a commit with a planted key is blocked, and one without passes', async () => {
    for (const step of steps) {
      if (step === 'git init') expect(git(copy.root, ['init', '-q']).code).toBe(0);
      else {
        const started = await house.run(['start', '--for', '300ms']);
        expect(started.code, started.output).toBe(0);
      }
    }
    expect(git(copy.root, ['config', '--get', 'core.hooksPath']).output.trim()).toBe('.husky/_');

    writeFileSync(join(copy.root, 'plain.txt'), 'nothing to see\n');
    git(copy.root, ['add', 'plain.txt']);
    const clean = commit('a clean one');
    expect(clean.code, clean.output).toBe(0);
    const before = head();

    const secret = randomBytes(48).toString('base64url').slice(0, 64);
    mkdirSync(join(copy.root, 'src'), { recursive: true });
    writeFileSync(join(copy.root, 'src', 'live.ts'), `export const BINANCE_API_SECRET = '${secret}';\n`);
    git(copy.root, ['add', 'src/live.ts']);
    // What counts is what is staged: the working tree may already look clean.
    rmSync(join(copy.root, 'src', 'live.ts'));
    const planted = commit('a planted one');
    expect(planted.code, planted.output).not.toBe(0);
    expect(head()).toBe(before);
    expect(planted.output).toContain('src/live.ts');
    expect(sightings(new Map([['output', planted.output]]), { secret })).toEqual([]);

    git(copy.root, ['rm', '-q', '--cached', 'src/live.ts']);
    writeFileSync(join(copy.root, 'other.txt'), 'nothing to see either\n');
    git(copy.root, ['add', 'other.txt']);
    const again = commit('clean again');
    expect(again.code, again.output).toBe(0);
  }, 60_000);
});
