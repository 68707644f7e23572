import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { commandOf, type Places, type Room } from '../src/walls.ts';

const root = resolve(import.meta.dirname, '../../..');
const rooms: readonly Room[] = ['desk', 'courier', 'strategy', 'clerk', 'simulator'];
const doors = [
  '--allow-net',
  '--allow-child-process',
  '--allow-addons',
  '--allow-worker',
  '--allow-wasi',
  '--allow-ffi',
  '--allow-inspector',
];

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-walls-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const places: Places = {
  root,
  state: join(root, '.state'),
  locks: join(folder, 'locks'),
  config: join(root, 'apps', 'bot', 'bot.config.ts'),
  strategies: join(root, 'apps', 'bot', 'strategies'),
  sources: [join(folder, 'mounted')],
  candles: join(folder, 'candles.json'),
};

const grantsOf = (room: Room, kind: 'read' | 'write'): readonly string[] =>
  commandOf(room, places)
    .filter((flag) => flag.startsWith(`--allow-fs-${kind}=`))
    .map((flag) => flag.slice(`--allow-fs-${kind}=`.length));

/** Whether a grant lets in `path`: it is that path or a folder above it. */
const covers = (grant: string, path: string) =>
  path === grant || path.startsWith(grant.endsWith('/') ? grant : `${grant}/`);

describe('the walls of every room', () => {
  it.each(rooms)('%s starts under the permission model, deaf to debuggers, and builds no code from text', (room) => {
    expect(commandOf(room, places)).toEqual(
      expect.arrayContaining([
        '--permission',
        '--disable-sigusr1',
        '--disable-proto=delete',
        '--disallow-code-generation-from-strings',
        '--report-exclude-env',
      ]),
    );
  });

  it.each(rooms)('%s ends with its entry file, so that nothing after it is taken for a flag', (room) => {
    const flags = [...commandOf(room, places)];
    expect(flags.pop()).toMatch(/\/src\/(?:desk|courier|strategy-host|clerk|main)\.ts$/);
    expect(flags.filter((flag) => !flag.startsWith('--'))).toEqual([]);
  });

  it('gives each room the doors it needs and no other', () => {
    const open = Object.fromEntries(
      rooms.map((room) => [room, commandOf(room, places).filter((flag) => /^--allow-(?!fs-)/.test(flag))]),
    );
    expect(open).toEqual({
      desk: ['--allow-net'],
      courier: ['--allow-child-process'],
      strategy: [],
      clerk: [],
      simulator: ['--allow-net'],
    });
  });

  it('grants paths and never a pattern, the root of the disk or the folder above the checkout', () => {
    for (const room of rooms) {
      for (const grant of [...grantsOf(room, 'read'), ...grantsOf(room, 'write')]) {
        expect(grant, room).toMatch(/^\/[^*]+$/);
        expect(covers(grant, dirname(root)), `${room} ${grant}`).toBe(false);
      }
    }
  });

  it('lets desk, courier and clerk write the state, and the other two nothing at all', () => {
    expect(rooms.map((room) => grantsOf(room, 'write'))).toEqual([
      [places.state, places.locks],
      [places.state],
      [],
      [places.state],
      [],
    ]);
  });

  it('leaves node:sqlite, which knows no walls, to the two that keep the journal', () => {
    expect(rooms.filter((room) => !commandOf(room, places).includes('--no-experimental-sqlite'))).toEqual([
      'desk',
      'clerk',
    ]);
  });

  it('has the desk deny every address before anything else is imported', () => {
    const [first, ...more] = commandOf('desk', places).filter((flag) => flag.startsWith('--import='));
    expect(fileURLToPath(first?.slice('--import='.length) ?? '')).toBe(
      join(root, 'packages', 'exchange-guard', 'src', 'egress.ts'),
    );
    expect(more).toEqual([]);
    expect(rooms.filter((room) => commandOf(room, places).some((flag) => flag.startsWith('--import=')))).toEqual([
      'desk',
    ]);
  });
});

describe('compiled sources', () => {
  const kept = { ...places, code: join(folder, 'code') };

  it('are a room’s own: no other room may write them, and a strategy has none', () => {
    for (const owner of [...rooms, 'launcher']) {
      const writers = rooms.filter((room) =>
        commandOf(room, kept)
          .flatMap((flag) => /^--allow-fs-write=(.*)$/.exec(flag)?.[1] ?? [])
          .some((grant) => covers(grant, join(kept.code, owner, 'entry'))),
      );
      expect(writers, owner).toEqual(owner === 'launcher' || owner === 'strategy' ? [] : [owner]);
    }
  });

  it('leave a strategy’s command line as it is', () => {
    expect(commandOf('strategy', kept)).toEqual(commandOf('strategy', places));
  });

  it('are turned on by a module that reaches nothing, and the next one shuts the desk’s egress', () => {
    const imports = commandOf('desk', kept).filter((flag) => flag.startsWith('--import='));
    expect(imports.map((flag) => flag.slice(9, 14))).toEqual(['data:', 'file:']);
  });
});

describe('what is out of reach', () => {
  const forbidden = {
    '.env': join(root, '.env'),
    'a stray .env in a package': join(root, 'packages', 'secrets', '.env'),
    'the state': join(places.state, 'installation.key'),
    'the configuration': places.config,
    'the launcher': join(root, 'apps', 'bot', 'src', 'main.ts'),
    'the git folder': join(root, '.git', 'config'),
    'the key that a folder holds': join(folder, 'mounted', 'apiKey'),
    'the locks': join(places.locks, 'lock'),
  };

  it.each(Object.entries(forbidden))('the strategy is granted no path that holds %s', (_what, path) => {
    expect(grantsOf('strategy', 'read').filter((grant) => covers(grant, path))).toEqual([]);
  });

  it.each(Object.entries(forbidden))('the simulator is granted no path that holds %s', (_what, path) => {
    expect(grantsOf('simulator', 'read').filter((grant) => covers(grant, path))).toEqual([]);
  });

  it.each(['desk', 'clerk'] as const)(
    'the %s, which never looks for the key itself, is granted neither .env nor the mounted key',
    (room) => {
      const held = ['.env', 'a stray .env in a package', 'the key that a folder holds'] as const;
      for (const what of held)
        expect(grantsOf(room, 'read').filter((grant) => covers(grant, forbidden[what]))).toEqual([]);
    },
  );

  it('the strategy gets none of the doors, whatever the places are', () => {
    for (const door of doors) expect(commandOf('strategy', places)).not.toContain(door);
  });
});

describe('a process inside the walls of a strategy', () => {
  // One child for all of them: what it got hold of, by the name of the attempt.
  const attempts = {
    'its own folder': `text(at.own)`,
    'a package it may import': `(await import(at.big)).default(42).toFixed()`,
    'a sibling of its folder whose name begins the same': `text(at.sibling)`,
    'the manifest at the root': `text(at.manifest)`,
    'the manifest at the root, through the links of packages': `at.climbs.map((path) => { try { return text(path); } catch { return ''; } }).find((found) => found.includes('"name": "gatehouse"')) ?? fail()`,
    'the list of packages': `(await load('fs')).readdirSync(at.store).join()`,
    'a file written': `(await load('fs')).writeFileSync(at.own + '.more', 'x')`,
    'a database': `(await load('sqlite')).DatabaseSync.name`,
    'a program': `(await load('child_process')).execFileSync('/bin/true').length`,
    'a worker': `new (await load('worker_threads')).Worker('', { eval: true }).threadId`,
    'a connection': `await new Promise(async (well, ill) => (await load('net')).connect(at.port, '127.0.0.1').on('error', (error) => error.code === 'ECONNREFUSED' ? well('asked') : ill(error)))`,
    'code from text': `(0, eval)('42')`,
  };
  const strategies = join(folder, 'strategies');

  function tryAll(flags: readonly string[]): Record<string, string> {
    mkdirSync(strategies, { recursive: true });
    mkdirSync(`${strategies}-private`, { recursive: true });
    writeFileSync(join(`${strategies}-private`, 'note'), 'a note');
    writeFileSync(join(strategies, 'note'), 'a note');
    const granted = commandOf('strategy', places).flatMap((flag) => /^--allow-fs-read=(.*)$/.exec(flag)?.[1] ?? []);
    const links = [
      join(root, 'apps/bot/node_modules/@gatehouse/secrets'),
      join(root, 'node_modules/.pnpm/node_modules/@gatehouse/secrets'),
      ...granted,
    ];
    const at = {
      own: join(strategies, 'note'),
      sibling: join(`${strategies}-private`, 'note'),
      big: join(root, 'apps/bot/node_modules/big.js/big.mjs'),
      manifest: join(root, 'package.json'),
      store: join(root, 'node_modules/.pnpm'),
      climbs: links.flatMap((link) => [1, 2, 3, 4, 5, 6, 7].map((up) => `${link}${'/..'.repeat(up)}/package.json`)),
      port: 9,
    };
    const rows = Object.entries(attempts).map(
      ([name, code]) =>
        `try { got[${JSON.stringify(name)}] = String(${code}); } catch (error) { got[${JSON.stringify(name)}] = 'refused'; }`,
    );
    const script = join(strategies, 'tries.mjs');
    writeFileSync(
      script,
      [
        `const at = ${JSON.stringify(at)}, got = {}, load = (name) => import('node:' + name), fail = () => { throw new Error(); };`,
        `const { readFileSync } = await load('fs'); const text = (path) => readFileSync(path, 'utf8');`,
        ...rows,
        `console.log(JSON.stringify(got)); process.exit();`,
      ].join('\n'),
    );
    return JSON.parse(
      execFileSync(process.execPath, [...flags, script], { env: {}, encoding: 'utf8', cwd: root, timeout: 10_000 }),
    );
  }

  it('reaches its folder and the installed packages, and nothing else', () => {
    const walls = commandOf('strategy', { ...places, strategies }).slice(0, -1);
    const got = Object.entries(tryAll(walls));
    expect(got.filter(([, what]) => what !== 'refused')).toEqual([
      ['its own folder', 'a note'],
      ['a package it may import', '42'],
    ]);
    expect(got).toHaveLength(Object.keys(attempts).length);
  });

  it('reaches all of it when the walls are off', () => {
    const got = Object.entries(tryAll(['--no-warnings']));
    expect(got.filter(([, what]) => what === 'refused')).toEqual([]);
  });
});
