import { describe, expect, it } from 'vitest';
import { openGit } from '../../src/git/git.ts';
import { revisionsToPush } from '../../src/git/pushed.ts';
import { Repository } from '../repository.ts';

const zeros = '0'.repeat(40);
const missing = 'f'.repeat(40);

function scene() {
  const repository = Repository.init();
  const [first, second] = [repository.commit('a', '1'), repository.commit('a', '2')];
  repository.git('update-ref', 'refs/remotes/origin/main', first);
  repository.git('update-ref', 'refs/remotes/public/main', second);
  const ask = (told: string, remote?: string) =>
    revisionsToPush(openGit(repository.folder, { env: repository.env }), told, remote);
  return { repository, first, second, ask };
}

describe('what a push sends', () => {
  it('is what the remote does not have', async () => {
    const { first, second, ask } = scene();
    const line = `refs/heads/main ${second} refs/heads/main ${first}\n`;
    expect(await ask(line, 'origin')).toEqual([second, `^${first}`]);
    expect(await ask(line)).toEqual([second, `^${first}`]);
  });

  it('of a new branch is what this remote has on no branch, whatever another one has', async () => {
    const { first, second, ask } = scene();
    const line = `refs/heads/topic ${second} refs/heads/topic ${zeros}\n`;
    expect(await ask(line, 'origin')).toEqual([second, `^${first}`]);
    expect(await ask(line, 'elsewhere')).toEqual([second]);
    expect(await ask(line, 'git@example.test:a/b.git')).toEqual([second]);
    expect(await ask(line, '../../heads')).toEqual([second]);
  });

  it('is everything where the remote points to what was never fetched', async () => {
    const { second, ask } = scene();
    expect(await ask(`refs/heads/main ${second} refs/heads/main ${missing}\n`)).toEqual([second]);
  });

  it('is nothing when a branch is deleted, or nothing is told', async () => {
    const { first, ask } = scene();
    expect(await ask(`(delete) ${zeros} refs/heads/old ${first}\n`, 'origin')).toEqual([]);
    expect(await ask('', 'origin')).toEqual([]);
  });

  it('names several refs, and each commit once', async () => {
    const { first, second, ask } = scene();
    const told = `refs/heads/a ${second} refs/heads/a ${zeros}\nrefs/heads/b ${second} refs/heads/b ${first}\nrefs/tags/t ${first} refs/tags/t ${zeros}\n`;
    expect(await ask(told)).toEqual([second, first, `^${first}`]);
  });

  it.each(['x\n', `main --all main ${zeros}\n`, `a ${zeros} b --not\n`])('is not read from %j', async (told) => {
    const { ask } = scene();
    await expect(ask(told)).rejects.toMatchObject({ code: 'USAGE' });
  });
});
