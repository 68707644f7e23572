import { expect, it } from 'vitest';
import { openGit } from '../../src/git/git.ts';
import { eachLine } from '../../src/git/lines.ts';
import { Repository } from '../repository.ts';

const env = { PATH: process.env.PATH };

async function linesOf(content: string): Promise<readonly string[]> {
  const repository = Repository.init();
  repository.commit('file', content);
  const lines: string[] = [];
  await eachLine(openGit(repository.folder, { env }), ['cat-file', 'blob', 'HEAD:file'], (line) => lines.push(line));
  return lines;
}

it('gives every line whole, however it came in pieces', async () => {
  const written = Array.from({ length: 30_000 }, (_, index) => `${index} ${'é€'.repeat(index % 9)}`);
  expect(await linesOf(`${written.join('\n')}\n`)).toEqual(written);
  const long = ['x'.repeat(300_000), '', 'größe, without an end'];
  expect(await linesOf(long.join('\n'))).toEqual(long);
  expect(await linesOf('')).toEqual([]);
});

it('fails when git does', async () => {
  const git = openGit(Repository.init().folder, { env });
  await expect(eachLine(git, ['cat-file', 'blob', 'HEAD:file'], () => {})).rejects.toMatchObject({
    code: 'GIT_FAILED',
  });
});

it('ends when it is told to', async () => {
  const repository = Repository.init();
  repository.commit('file', 'text');
  const git = openGit(repository.folder, { env });
  const ending = eachLine(git, ['cat-file', 'blob', 'HEAD:file'], () => {}, { signal: AbortSignal.abort() });
  await expect(ending).rejects.toMatchObject({ code: 'SEARCH_ABORTED' });
});
