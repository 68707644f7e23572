import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installedPackages } from '../src/installed-packages.ts';

let root: string;
const at = (path: string) => join(root, path);

/** Puts a package into the store with links to what it needs, as pnpm lays them out. */
function install(name: string, needs: readonly string[] = []): void {
  const home = `node_modules/.pnpm/${name.replace('/', '+')}@1.0.0/node_modules`;
  mkdirSync(at(`${home}/${name}`), { recursive: true });
  for (const need of needs)
    link(`${home}/${need}`, `node_modules/.pnpm/${need.replace('/', '+')}@1.0.0/node_modules/${need}`);
}

function link(from: string, to: string): void {
  mkdirSync(join(at(from), '..'), { recursive: true });
  symlinkSync(relative(join(at(from), '..'), at(to)), at(from));
}

const found = (only?: readonly string[]) =>
  installedPackages(root, at('apps/bot/node_modules'), only)
    .map((path) => relative(root, path))
    .sort();

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-packages-')));
  mkdirSync(at('packages/secrets'), { recursive: true });
  mkdirSync(at('apps/bot/node_modules/.bin'), { recursive: true });
  install('a', ['@scope/b']);
  install('@scope/b', ['c']);
  install('c', ['a']);
  install('elsewhere');
  link('apps/bot/node_modules/a', 'node_modules/.pnpm/a@1.0.0/node_modules/a');
  link('apps/bot/node_modules/@gatehouse/secrets', 'packages/secrets');
  link('node_modules/.pnpm/node_modules/@gatehouse/secrets', 'packages/secrets');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('installedPackages', () => {
  it('names each link and where it leads, as far as packages find one another, and ends on a circle', () => {
    expect(found()).toEqual([
      'apps/bot/node_modules/a',
      'node_modules/.pnpm/@scope+b@1.0.0/node_modules/@scope/b',
      'node_modules/.pnpm/@scope+b@1.0.0/node_modules/c',
      'node_modules/.pnpm/a@1.0.0/node_modules/@scope/b',
      'node_modules/.pnpm/a@1.0.0/node_modules/a',
      'node_modules/.pnpm/c@1.0.0/node_modules/a',
      'node_modules/.pnpm/c@1.0.0/node_modules/c',
    ]);
  });

  it('leaves out links to our own packages and to anything outside the store', () => {
    mkdirSync(at('node_modules/.pnpm-not/x'), { recursive: true });
    link('apps/bot/node_modules/x', 'node_modules/.pnpm-not/x');
    link('apps/bot/node_modules/home', 'apps');
    expect(found().filter((path) => /gatehouse|secrets|\/x$|home/.test(path))).toEqual([]);
  });

  it('never names the folder around packages, where a link and two dots would lead out', () => {
    for (const path of found()) expect(path).toMatch(/node_modules\/(?:@[^/]+\/)?[^/.@][^/]*$/);
  });

  it('begins with the named packages when it is told to', () => {
    link('apps/bot/node_modules/elsewhere', 'node_modules/.pnpm/elsewhere@1.0.0/node_modules/elsewhere');
    expect(found(['elsewhere'])).toEqual([
      'apps/bot/node_modules/elsewhere',
      'node_modules/.pnpm/elsewhere@1.0.0/node_modules/elsewhere',
    ]);
    expect(found(['a'])).toEqual(found().filter((path) => !path.includes('elsewhere')));
    expect(found(['not-there'])).toEqual([]);
  });

  it('passes over links that lead nowhere, stray files, and a checkout where nothing is installed', () => {
    symlinkSync('../../../nowhere', at('apps/bot/node_modules/gone'));
    writeFileSync(at('apps/bot/node_modules/@file'), '');
    expect(found()).toHaveLength(7);
    rmSync(at('node_modules'), { recursive: true });
    expect(found()).toEqual([]);
  });
});
