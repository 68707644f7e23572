import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openGit } from '../../src/git/git.ts';
import { listAllObjects, lookUpObjects, readObjects } from '../../src/git/objects.ts';
import { segmentOverlap, segmentSize } from '../../src/text/segment.ts';
import { gitThat, Repository } from '../repository.ts';

const env = { PATH: process.env.PATH };

async function contentsOf(repository: Repository, ids: readonly string[]): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  await readObjects(openGit(repository.folder, { env }), ids, ({ id }, { bytes, overlap, offset }) => {
    expect(overlap).toBe(offset === 0 ? 0 : segmentOverlap);
    contents.set(id, Buffer.concat([contents.get(id) ?? Buffer.alloc(0), bytes.subarray(overlap)]));
    return true;
  });
  return contents;
}

describe('readObjects', () => {
  it('gives back every object byte for byte, of any size', async () => {
    const repository = Repository.init();
    const sizes = [0, 1, 65_535, 65_536, 300_000, segmentSize - 1, segmentSize, segmentSize + 1, 2 * segmentSize + 99];
    const written = sizes.map((size, index) => {
      const content = index % 2 === 0 ? randomBytes(size) : Buffer.alloc(size, 'blob 12\n');
      repository.write(`file-${index}`, content);
      return { id: repository.git('hash-object', '-w', `file-${index}`), content };
    });
    const contents = await contentsOf(
      repository,
      written.map(({ id }) => id),
    );
    for (const { id, content } of written)
      expect(contents.get(id)?.equals(content), `${content.length} bytes`).toBe(true);
  });

  it('fails where one is not there, or git ends before the last of them does, whatever else came', async () => {
    const repository = Repository.init();
    repository.commit('a', 'first');
    repository.commit('b', 'second');
    const ids = ['a', 'b'].map((path) => repository.git('rev-parse', `HEAD:${path}`));
    const missing = 'f'.repeat(40);
    await expect(contentsOf(repository, [missing, ...ids])).rejects.toMatchObject({ code: 'GIT_FAILED' });
    await expect(contentsOf(repository, [...ids, missing])).rejects.toMatchObject({ code: 'GIT_FAILED' });

    for (const cut of ['head -c 0', 'head -c 30', 'head -c 55', 'head -c 70', 'tail -c 40']) {
      const cutting = { PATH: `${gitThat(`"$git" "$@" | ${cut}`)}:${env.PATH}` };
      const reading = readObjects(openGit(repository.folder, { env: cutting }), ids, () => true);
      await expect(reading, cut).rejects.toMatchObject({ code: 'GIT_FAILED' });
    }
  });

  it('stops when told', async () => {
    const repository = Repository.init();
    repository.commit('a', 'first');
    repository.commit('b', 'second');
    const ids = ['a', 'b'].map((path) => repository.git('rev-parse', `HEAD:${path}`));
    const seen: string[] = [];
    await readObjects(openGit(repository.folder, { env }), ids, ({ id }) => {
      seen.push(id);
      return false;
    });
    expect(seen).toEqual(ids.slice(0, 1));
  });
});

it('lists every object, also what no ref reaches, and looks up only what is there', async () => {
  const repository = Repository.init();
  repository.commit('a', 'first');
  repository.write('loose', 'never committed');
  const loose = repository.git('hash-object', '-w', 'loose');
  const git = openGit(repository.folder, { env });
  const all = await listAllObjects(git);
  expect(all.map(({ type }) => type).sort()).toEqual(['blob', 'blob', 'commit', 'tree']);
  expect(all).toContainEqual({ id: loose, type: 'blob', size: 15 });
  expect(await lookUpObjects(git, [loose, 'e'.repeat(40)])).toEqual([{ id: loose, type: 'blob', size: 15 }]);
});

it('says what git puts an object together from', async () => {
  const repository = Repository.init();
  const lines = Array.from({ length: 200 }, (_, index) => `line ${index} ${randomBytes(8).toString('hex')}`).join('\n');
  const versions = [`${lines}\n`, `${lines}\none more\n`];
  const ids = versions.map((content, index) => {
    repository.commit('file', content, `change ${index}`);
    return repository.git('rev-parse', 'HEAD:file');
  });
  repository.git('repack', '-adfq');
  const blobs = (await listAllObjects(openGit(repository.folder, { env }))).filter(({ type }) => type === 'blob');
  expect(blobs.map(({ base }) => base).filter(Boolean)).toHaveLength(1);
  expect(ids).toContain(blobs.find(({ base }) => base)?.base);
});
