import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hostileNames, installedAsLocked, refuseEnvironment, strategiesIn } from '../src/machine.ts';

describe('hostileNames', () => {
  it('finds nothing on a plain machine', () => {
    expect(hostileNames({ PATH: '/bin', HOME: '/home/ada', NODE_OPTIONS: '' }, [])).toEqual([]);
  });

  it('lets options through that only size or quieten Node', () => {
    const options =
      '--max-old-space-size=512 --max_old_space_size=512  --max-semi-space-size=8 --no-warnings --enable-source-maps';
    expect(hostileNames({ NODE_OPTIONS: options }, ['--no-deprecation', '--trace-warnings'])).toEqual([]);
  });

  it.each([
    '--require=./x.cjs',
    '-r',
    '--import=./x.mjs',
    '--loader=./x',
    '--inspect',
    '--inspect-brk=0',
    '--openssl-config=x',
  ])('names %s without its value, wherever it stands', (option) => {
    const name = option.split('=')[0];
    expect(hostileNames({ NODE_OPTIONS: `--no-warnings ${option}` }, [])).toEqual([`NODE_OPTIONS ${name}`]);
    expect(hostileNames({}, [option])).toEqual([`node ${name}`]);
  });

  it.each([
    '--allow-fs-read=*',
    '--allow-net',
    '--experimental-loader',
    '--max-old-space-size=1;--inspect',
    '--no-warningsx',
  ])('lets nothing through that it does not know: %s', (option) => {
    expect(hostileNames({ NODE_OPTIONS: option }, [])).toHaveLength(1);
  });

  it.each([
    'LD_PRELOAD',
    'LD_AUDIT',
    'DYLD_INSERT_LIBRARIES',
    'OPENSSL_CONF',
    'OPENSSL_MODULES',
    'NODE_COMPILE_CACHE',
    'NODE_REPL_EXTERNAL_MODULE',
  ])('names the variable %s when it is set to something', (name) => {
    expect([hostileNames({ [name]: 'x' }, []), hostileNames({ [name]: '' }, [])]).toEqual([[name], []]);
  });

  it('repeats no value, not even one that looks like an option', () => {
    const secret = randomBytes(32).toString('hex');
    const options = `--require ${secret} -${secret} --x${secret} --require="${secret} ${secret}"`;
    expect(hostileNames({ NODE_OPTIONS: options, LD_PRELOAD: secret }, [`--${secret}`, secret]).join()).not.toContain(
      secret,
    );
  });
});

describe('installedAsLocked', () => {
  let root = '';
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function checkout(locked: string | undefined, installed: string | undefined): string {
    root = mkdtempSync(join(tmpdir(), 'gatehouse-machine-'));
    mkdirSync(join(root, 'node_modules', '.pnpm'), { recursive: true });
    if (locked !== undefined) writeFileSync(join(root, 'pnpm-lock.yaml'), locked);
    if (installed !== undefined) writeFileSync(join(root, 'node_modules', '.pnpm', 'lock.yaml'), installed);
    return root;
  }

  it.each([
    ['same', 'a: 1\n', 'a: 1\n'],
    ['different', 'a: 1\n', 'a: 2\n'],
    ['different', 'a: 1\n', 'a: 1'],
    ['unknown', undefined, 'a: 1\n'],
    ['unknown', 'a: 1\n', undefined],
  ] as const)('says %s', (verdict, locked, installed) => {
    expect(installedAsLocked(checkout(locked, installed))).toBe(verdict);
  });
});

describe('refuseEnvironment', () => {
  it.each(['NODE_DEBUG', 'NODE_DEBUG_NATIVE'])('refuses %s, by its name and not by its value', (name) => {
    expect(refuseEnvironment({ [name]: 'child_process' })).toMatch(new RegExp(`^${name} makes Node print`));
    expect(refuseEnvironment({ [name]: 'child_process' })).not.toContain('child_process');
  });

  it('has nothing against an environment without them, or with empty ones', () => {
    expect(refuseEnvironment({})).toBeUndefined();
    expect(refuseEnvironment({ NODE_DEBUG: '' })).toBeUndefined();
  });
});

describe('what stands in the strategies folder', () => {
  let root = '';
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is told by the names that a configuration can have, and nothing where there is no folder', () => {
    root = mkdtempSync(join(tmpdir(), 'gatehouse-machine-'));
    for (const name of ['quiet.ts', 'sma-cross.ts', 'notes.md', 'with space.ts', '.hidden.ts']) {
      writeFileSync(join(root, name), '');
    }
    expect(strategiesIn(root)).toEqual(['quiet', 'sma-cross']);
    expect(strategiesIn(join(root, 'none'))).toEqual([]);
  });
});
