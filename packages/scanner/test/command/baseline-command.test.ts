import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyBaseline, textOf } from '../../src/exceptions/baseline.ts';
import { rules } from '../../src/rules/rules.ts';
import { makeFolder, Repository, write } from '../repository.ts';
import { seededSecrets } from '../seeded.ts';
import { runIn } from '../surroundings.ts';

const drawSecret = seededSecrets(40);

const leak = () => `OKX_API_SECRET=${drawSecret(40)}\n`;
const reason = (folder: string) => {
  const text = readFileSync(join(folder, '.scanbaseline'), 'utf8');
  write(folder, '.scanbaseline', text.replace('# reason: ', '# reason: there before anybody looked'));
};

describe('a baseline', () => {
  it('is written, asks for a reason, and then lets stay what it lists and nothing more', async () => {
    const repository = Repository.init();
    repository.write('a', leak() + leak());
    const run = (...words: string[]) => runIn(repository.folder, words);
    expect(await run('--write-baseline', '.scanbaseline')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^The baseline \(.*\) lists 2 findings\. Now write after "# reason:"/),
    });
    expect(await run()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('does not say why') });
    reason(repository.folder);
    expect(await run()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('2 in the baseline') });

    // Committed, it holds for the hook, for a colleague's clone under another key, and for the history.
    repository.git('add', '-A');
    expect(await run('--staged')).toMatchObject({ exitCode: 0 });
    repository.git('commit', '-qm', 'x');
    const clone = join(makeFolder(), 'clone');
    repository.git('clone', '-q', repository.folder, clone);
    expect(await runIn(clone, ['--history'])).toMatchObject({ exitCode: 0 });

    repository.git('mv', 'a', 'b');
    expect(await run()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('2 of them moved') });
    repository.write('c', leak());
    const { exitCode, stdout } = await run();
    expect(exitCode).toBe(1);
    expect(stdout.match(/okx-secret:.*found/g) ?? stdout.match(/found$/gm)).toHaveLength(1);
  });

  it('written again keeps its salt and reason, and drops what is gone', async () => {
    const folder = makeFolder();
    write(folder, 'a', leak());
    write(folder, 'b', leak());
    await runIn(folder, ['--write-baseline', '.scanbaseline']);
    reason(folder);
    const before = readFileSync(join(folder, '.scanbaseline'), 'utf8').split('\n');
    write(folder, 'b', 'clean');
    expect(await runIn(folder, ['--write-baseline', '.scanbaseline'])).toMatchObject({
      stdout: expect.stringMatching(/^The baseline \(.*\) lists 1 finding; its reason stayed as it was\./),
    });
    const after = readFileSync(join(folder, '.scanbaseline'), 'utf8').split('\n');
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
    expect(before).toEqual(expect.arrayContaining(after));
    expect(after).toHaveLength(before.length - 1);
  });

  it('of two branches merges by itself, once git is told how', async () => {
    const repository = Repository.init();
    const run = (...words: string[]) => runIn(repository.folder, words);
    repository.write('a', leak());
    expect((await run('--write-baseline', '.scanbaseline')).stdout).toMatch(
      /put "\.scanbaseline merge=union" into \.gitattributes\.$/m,
    );
    reason(repository.folder);
    repository.commit('.gitattributes', '.scanbaseline merge=union\n');
    repository.git('add', '-A');
    repository.git('commit', '-qm', 'begun');
    for (const branch of ['left', 'right']) {
      repository.git('checkout', '-qb', branch, 'main');
      for (const name of ['one', 'two', 'three']) repository.write(`${branch}/${name}`, leak());
      expect((await run('--write-baseline', '.scanbaseline')).stdout).not.toContain('merge=union');
      repository.git('add', '-A');
      repository.git('commit', '-qm', branch);
    }
    repository.git('merge', '-q', 'left', '-m', 'both');
    expect(await run()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('7 in the baseline)') });
  });

  it('does not write over what is no baseline', async () => {
    const folder = makeFolder();
    const file = write(folder, 'a', leak());
    const text = readFileSync(file, 'utf8');
    expect(await runIn(folder, ['--write-baseline', 'a'])).toMatchObject({ exitCode: 2 });
    expect(await runIn(folder, ['--write-baseline', 'gone/x'])).toMatchObject({ exitCode: 2 });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is not itself full of findings', async () => {
    const folder = makeFolder();
    const entries = rules.flatMap(({ id }) =>
      ['src/config.ts', '.env', 'binance/secret.json'].map((path) => ({
        hash: drawSecret(32).replace(/[^0-9a-f]/g, (letter) => (letter.charCodeAt(0) % 16).toString(16)),
        rule: id,
        path,
      })),
    );
    write(folder, '.scanbaseline', textOf({ ...emptyBaseline(), reason: 'there before anybody looked', entries }));
    expect(await runIn(folder, ['--tree'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^No secrets/),
    });
  });
});
