import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { wordsOf } from '../../src/wallet/word-lists.ts';
import { writeBundle } from '../../start/bundle.ts';
import { wanted } from '../../start/wanted.ts';
import { derived } from '../derive.ts';
import { drawSecret, makeFolder, Repository } from '../repository.ts';

const root = join(import.meta.dirname, '../../../..');
let bundle: string;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bundle-'));
  expect(await writeBundle({ root, folder }, wanted.hook)).toBe(true);
  bundle = folder;
  return () => rmSync(folder, { recursive: true });
});

const outcome = (cwd: string, ...words: readonly string[]) => outcomeOf(cwd, process.execPath, words);

function outcomeOf(cwd: string, command: string, words: readonly string[]) {
  const env = { PATH: process.env.PATH, HOME: cwd, GIT_CONFIG_GLOBAL: '/dev/null' };
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd,
    env,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

const handing = join(root, 'packages/scanner/start/staged.sh');
const fromSources = (cwd: string) => outcome(cwd, join(root, 'packages/scanner/src/main.ts'), '--staged');

/** As .husky/pre-commit starts it, with the tables that were made before. */
function fromBundle(cwd: string) {
  const run = `const { readFileSync } = require('node:fs');
    const [, folder] = process.argv;
    const loaded = { exports: {} };
    eval(readFileSync(folder + '/bundle.js', 'utf8'))(loaded.exports, require, loaded, folder + '/bundle.js', folder);
    loaded.exports.runHook(process, { tables: readFileSync(folder + '/tables') });`;
  return outcomeOf(cwd, 'sh', [
    '-e',
    '-c',
    '. "$1" | "$2" -e "$3" "$4" -',
    'sh',
    handing,
    process.execPath,
    run,
    bundle,
  ]);
}

function drawPhrase(): string {
  const entropy = randomBytes(16);
  const bits = [...entropy, createHash('sha256').update(entropy).digest()[0] ?? 0]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const words = wordsOf('english');
  return Array.from({ length: 12 }, (_, at) => words[Number.parseInt(bits.slice(11 * at, 11 * at + 11), 2)]).join(' ');
}

/** What needs the rarely needed: word lists, hashes, encodings, a comment, a list of exceptions, and rules of its own. */
function everything(): Repository {
  const repository = Repository.init();
  const anvil = derived(`${'test '.repeat(11)}junk`, "44'/60'/0'/0/0").key.toString('hex');
  const files: Readonly<Record<string, string>> = {
    'clean.ts': 'export const answer = 42;\n',
    'src/live.ts': `export const BINANCE_API_SECRET = '${drawSecret()}';\n`,
    'notes.txt': `my wallet\n${drawPhrase()}\n`,
    'known.ts': `const key = '0x${anvil}';\n`,
    'encoded.yaml': `kind: Secret\ndata:\n  key: ${Buffer.from(`BYBIT_API_SECRET=${drawSecret(36)}`).toString('base64')}\n`,
    'allowed.ts': `// gatehouse-allow: drawn for this test alone\nconst OKX_API_SECRET = '${drawSecret(32).toUpperCase()}';\n`,
    'old/legacy.env': `KRAKEN_PASSWORD=${drawSecret(24)}\n`,
    'acme.txt': `acme_${randomBytes(8).toString('hex')}\n`,
    '.scanignore': 'old/** * until=2999-12-31 everything in there was revoked long ago\n',
    'scan.rules.json': JSON.stringify({
      rules: [
        {
          id: 'acme-token',
          severity: 'block',
          finds: 'Acme token',
          fix: 'revoke it at acme.example',
          keywords: ['acme_'],
          pattern: 'acme_(?<value>[a-z0-9]{16})',
          match: ['x acme_{hex:16}'],
          noMatch: ['acme_token'],
        },
      ],
    }),
  };
  for (const [path, text] of Object.entries(files)) repository.write(path, text);
  repository.git('add', '.');
  return repository;
}

it('tells the same from the bundle as from the sources of a commit that needs everything', () => {
  const { folder } = everything();
  const sources = fromSources(folder);
  expect(sources.status).toBe(1);
  for (const path of ['src/live.ts', 'notes.txt', 'known.ts', 'encoded.yaml', 'acme.txt']) {
    expect(sources.stdout).toContain(path);
  }
  expect(sources.stdout).not.toMatch(/clean\.ts|allowed\.ts|legacy\.env/);
  expect(fromBundle(folder)).toEqual(sources);
});

it('lets a clean commit pass from the bundle too, and one of nothing', () => {
  const repository = Repository.init();
  expect(fromBundle(repository.folder)).toEqual(fromSources(repository.folder));
  repository.write('clean.ts', 'export const answer = 42;\n');
  repository.git('add', '.');
  const sources = fromSources(repository.folder);
  expect(sources.status).toBe(0);
  expect(fromBundle(repository.folder)).toEqual(sources);
});

it('refuses from the bundle as from the sources where nothing can be looked at, and leaves no process behind', () => {
  const outside = makeFolder();
  expect(fromSources(outside).status).toBe(2);
  expect(fromBundle(outside)).toEqual(fromSources(outside));
  const malformed = Repository.init();
  malformed.write('.scanignore', 'nonsense\n');
  expect(fromSources(malformed.folder)).toMatchObject({ status: 2, stdout: '' });
  expect(fromBundle(malformed.folder)).toEqual(fromSources(malformed.folder));
});
