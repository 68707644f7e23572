import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scan } from '../../src/scan/scan.ts';
import { drawSecret, Repository } from '../repository.ts';

const look = (repository: Repository, options = {}) =>
  scan({ root: repository.folder, what: 'history', env: repository.env, ...options });
const memoryIn = (repository: Repository) => join(repository.folder, '.git/gatehouse/history.clean');

const made = () => {
  const repository = Repository.init();
  const value = drawSecret();
  repository.commit('.env', `BINANCE_API_SECRET=${value}\n`);
  for (const name of ['a', 'b', 'c']) repository.commit(name, `clean ${name}`);
  return { repository, value };
};

describe('the memory of a history', () => {
  it('lets an unchanged history be told again without reading it', async () => {
    const { repository } = made();
    const first = await look(repository);
    expect([first.looked.contents, first.looked.remembered]).toEqual([8, 0]);
    const second = await look(repository);
    expect(second.findings).toEqual(first.findings);
    expect([second.looked.contents, second.looked.remembered]).toEqual([0, 7]);
  });

  it('reads what is new, and again what was not clean', async () => {
    const { repository, value } = made();
    await look(repository);
    repository.commit('d', `BINANCE_API_SECRET=${drawSecret()}\n`);
    const { findings, looked } = await look(repository);
    expect(findings.map(({ path }) => path)).toEqual(['.env', 'd']);
    expect([looked.contents, looked.remembered]).toEqual([3, 7]);
    const values: string[] = [];
    await look(repository, {
      onValues: (held: readonly { value: string }[]) => values.push(...held.map((one) => one.value)),
    });
    expect(values.includes(value)).toBe(true);
  });

  it('holds no value, and is not believed when one bit of it is changed, nor under other rules', async () => {
    const { repository, value } = made();
    await look(repository);
    const content = readFileSync(memoryIn(repository));
    expect(content.includes(value)).toBe(false);
    for (const at of [3, 40, content.length - 1]) {
      const damaged = Buffer.from(content);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      writeFileSync(memoryIn(repository), damaged);
      expect((await look(repository)).looked.contents).toBe(8);
    }
    const rule = {
      id: 'word',
      severity: 'warn',
      finds: 'word',
      fix: 'nothing',
      keywords: ['clean'],
      reach: 20,
    } as const;
    const userRules = [{ ...rule, pattern: '(?P<value>clean [a-c])', match: ['clean a'], noMatch: ['clean x'] }];
    const { findings } = await look(repository, { userRules });
    expect(findings.filter((one) => one.rule === 'word')).toHaveLength(3);
  });

  it('is not kept of a push or of other rules', async () => {
    const { repository } = made();
    await look(repository, { revisions: ['HEAD'] });
    await look(repository, { rules: [] });
    expect(readdirSync(join(repository.folder, '.git'))).not.toContain('history.clean');
    expect(() => readFileSync(memoryIn(repository))).toThrow();
  });
});
