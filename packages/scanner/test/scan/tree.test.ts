import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ScanOptions, scan } from '../../src/scan/scan.ts';
import { tarOf, zipOf } from '../archives.ts';
import { drawSecret, makeFolder, Repository, write } from '../repository.ts';

const env = { PATH: process.env.PATH };
const leak = () => `BINANCE_API_SECRET=${drawSecret()}\n`;
const look = (root: string, options: Partial<ScanOptions> = {}) => scan({ root, what: 'tree', env, ...options });
const placesIn = async (root: string, options: Partial<ScanOptions> = {}) =>
  (await look(root, options)).findings.map(({ path, line }) => `${path}:${line}`);

describe('a scan of a tree', () => {
  it('leaves pipes alone, follows no loop, and reads names with line ends and without UTF-8', async () => {
    const folder = makeFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('.', join(folder, 'loop'));
    write(folder, 'with\nline', leak());
    execFileSync('cp', [join(folder, 'with\nline'), Buffer.from(`${folder}/caf\xe9`, 'latin1').toString('latin1')]);
    const { findings, looked, notes } = await look(folder);
    expect(findings.map(({ path }) => path).sort()).toHaveLength(2);
    expect(looked.special).toBe(1);
    expect(notes).toEqual(['1 pipe, socket or device left alone.']);
  });

  it('looks into archives when it is asked to, and says which it did not open', async () => {
    const folder = makeFolder();
    write(folder, 'a.zip', zipOf({ 'in/.env': `\n${leak()}` }));
    write(folder, 'b.tgz', gzipSync(tarOf({ '.env': leak() })));
    write(folder, 'bomb.gz', gzipSync(Buffer.alloc(2 ** 24)));
    expect(await placesIn(folder)).toEqual([]);
    const { findings, notes, looked } = await look(folder, { archives: true });
    expect(findings.map(({ path, line }) => `${path}:${line}`)).toEqual(['a.zip!in/.env:2', 'b.tgz!.env:1']);
    expect(notes).toEqual(['bomb.gz was not opened to its end: it would grow out of all proportion.']);
    expect(looked.unread).toBe(1);
  });

  it('finds the same with worker threads as without, in the same order', async () => {
    const folder = makeFolder();
    const filler = 'const amount = await balance(account); // nothing here\n'.repeat(1100);
    const leaks = Array.from({ length: 130 }, (_, index) => (index % 9 === 0 ? leak() : '// clean\n'));
    for (const [index, text] of leaks.entries()) write(folder, `f${index}.ts`, filler + text + filler);
    write(folder, 'zz.zip', zipOf({ x: leak() }));
    const values: string[] = [];
    const shared = await look(folder, {
      archives: true,
      onValues: (held) => void values.push(...held.map((one) => one.value)),
    });
    const { rules } = await import('../../src/rules/rules.ts');
    const alone = await look(folder, { archives: true, rules });
    expect(shared.findings.map(({ path, line }) => [path, line])).toEqual(
      alone.findings.map(({ path, line }) => [path, line]),
    );
    expect(shared.looked).toEqual(alone.looked);
    expect(shared.findings).toHaveLength(16);
    expect(values).toHaveLength(16);
    expect(JSON.stringify(shared).includes(values[0] ?? '')).toBe(false);
  });

  it('tells of its progress', async () => {
    const folder = makeFolder();
    for (let index = 0; index < 30; index++) write(folder, `f${index}`, 'x = 1;\n'.repeat(60_000));
    const told: number[] = [];
    await look(folder, { onProgress: ({ done, total }) => void told.push(done / (total ?? 1)) });
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });
});

describe('a scan of logs', () => {
  it('looks at ignored ones, and at those that were rotated and packed', async () => {
    const repository = Repository.init();
    repository.write('.gitignore', 'logs\n');
    repository.write('logs/bot.log', `start\n${leak()}`);
    repository.write('logs/bot.log.1.gz', gzipSync(`${'x\n'.repeat(10)}${leak()}`));
    repository.write('logs/bad.gz', gzipSync(leak()).subarray(0, 40));
    const report = await look(repository.folder, { what: 'logs', path: 'logs' });
    expect(report.findings.map(({ path, line }) => `${path}:${line}`)).toEqual(['bot.log:2', 'bot.log.1.gz:11']);
    expect(report.notes).toEqual(['bad.gz was not opened to its end: it is damaged.']);
    expect(await placesIn(repository.folder, { what: 'logs', path: 'logs/bot.log.1.gz' })).toEqual(['bot.log.1.gz:11']);
  });
});
