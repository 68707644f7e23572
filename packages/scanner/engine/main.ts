import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceDigest } from './source-digest.ts';

// pnpm engine: compiles assembly/ to WebAssembly and writes it where the scanner loads it. `--check` writes nothing and
// says whether what stands there is what the sources give. The compiler has a folder and a lockfile of its own.

const here = import.meta.dirname;
const target = join(here, '../src/engine/module.ts');
const compiler = join(here, 'node_modules/assemblyscript/bin/asc.js');
const options = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--initialMemory',
  '160',
  '--importMemory',
  '--use',
  'abort=',
  '--enable',
  'simd',
];

execFileSync('npx', ['--yes', 'pnpm', 'install', '--ignore-workspace', '--frozen-lockfile', '--ignore-scripts'], {
  cwd: here,
  stdio: 'ignore',
});
const written = sourceOf(compiled());
if (!process.argv.includes('--check')) writeFileSync(target, written);
else if (readFileSync(target, 'utf8') === written) process.stdout.write('The engine is what its sources give.\n');
else {
  process.stderr.write('src/engine/module.ts is not what engine/assembly gives: run "pnpm engine".\n');
  process.exitCode = 1;
}

function compiled(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-engine-'));
  try {
    const file = join(folder, 'engine.wasm');
    execFileSync(process.execPath, [compiler, join(here, 'assembly/index.ts'), ...options, '-o', file]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sourceOf(module: Buffer): string {
  const lines = module.toString('base64').match(/.{1,110}/g) ?? [];
  return [
    '// Written by "pnpm engine" from engine/assembly; "pnpm engine --check" compares.',
    '',
    '/** SHA-256 of the sources that this was compiled from. */',
    `export const sources = '${sourceDigest()}';`,
    '',
    '// prettier-ignore',
    'export const module =',
    ...lines.map((line, index) => `  ${index === 0 ? '' : '+ '}'${line}'`),
    ';',
    '',
  ].join('\n');
}
