import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Git, openGit } from '../../src/git/git.ts';
import { Cutter, listAllObjects, lookUpObjects, readObjects } from '../../src/git/objects.ts';
import { segmentOverlap, segmentSize } from '../../src/text/segment.ts';
import { gitThat, makeFolder, Repository } from '../repository.ts';

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

  /** Of several contents, each of which comes in more than one piece, and a git that does not stop when it is told to. */
  function slow() {
    const repository = Repository.init();
    const ids = [1, 2, 3].map((index) => {
      repository.write('file', Buffer.alloc(300_000, index));
      return repository.git('hash-object', '-w', 'file');
    });
    const real = openGit(repository.folder, { env });
    let stops = 0;
    const stream: Git['stream'] = (...args) => ({ ...real.stream(...args), stop: () => void stops++ });
    return { ids, git: { ...real, stream }, stops: () => stops };
  }

  it('stops git once, and looks at nothing that comes after', async () => {
    const { ids, git, stops } = slow();
    let looks = 0;
    await readObjects(git, ids, () => {
      looks++;
      return false;
    });
    expect([looks, stops()]).toEqual([1, 1]);
  });

  it('stops when the look fails, and fails with that', async () => {
    const { ids, git, stops } = slow();
    let looks = 0;
    const reading = readObjects(git, ids, () => {
      throw new RangeError(`look ${++looks}`);
    });
    await expect(reading).rejects.toThrow(new RangeError('look 1'));
    expect([looks, stops()]).toEqual([1, 1]);
  });

  it('fails when git does, and when it is told to end', async () => {
    const ids = ['f'.repeat(40)];
    const reading = (folder: string, signal?: AbortSignal) =>
      readObjects(openGit(folder, { env }), ids, () => true, signal);
    await expect(reading(makeFolder())).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
    const aborted = reading(Repository.init().folder, AbortSignal.abort());
    await expect(aborted).rejects.toMatchObject({ code: 'SEARCH_ABORTED' });
  });
});

describe('Cutter', () => {
  const headIn = (line: string) => (line === 'none' ? undefined : { line, size: Number(line) });

  /** What is cut out of a stream that comes in pieces of one size, and the lines that were taken for heads. */
  function cut(stream: Buffer, size: number) {
    const [lines, contents]: [string[], Buffer[][]] = [[], [[]]];
    let filled = 0;
    const cutter = new Cutter(
      (line) => {
        lines.push(line);
        return headIn(line);
      },
      (_, { bytes, offset, overlap, last }) => {
        if (offset + overlap !== filled) throw new Error(`A segment goes on at ${offset + overlap}, not ${filled}.`);
        contents.at(-1)?.push(Buffer.from(bytes.subarray(overlap)));
        filled = last ? 0 : offset + bytes.length;
        if (last) contents.push([]);
        return true;
      },
    );
    for (let at = 0; at < stream.length; at += size) expect(cutter.push(stream.subarray(at, at + size))).toBe(true);
    return { lines, contents: contents.slice(0, -1), isBetween: cutter.isBetween };
  }

  it('cuts a stream of small contents into the same, wherever its pieces end', () => {
    const stream = Buffer.from('3\nabc\nnone\n0\n\n12\n1\n2\nnone\n3\n4\n7\nlonger!\n0\n\n');
    const lines = ['3', 'none', '0', '12', '7', '0'];
    const expected = ['abc', '', '1\n2\nnone\n3\n4', 'longer!', ''];
    for (let size = 1; size <= stream.length; size++) {
      const got = cut(stream, size);
      const contents = got.contents.map((parts) => Buffer.concat(parts).toString());
      expect([got.lines, contents, got.isBetween]).toEqual([lines, expected, true]);
    }
  });

  it('gives a content up to the size of a segment at once, and a larger one in several, after a small one too', () => {
    const sizes = [3, 200_000, segmentSize, segmentSize + 1, 2 * segmentSize, 5];
    const written = sizes.map((size) => randomBytes(size));
    const stream = Buffer.concat(
      written.flatMap((bytes) => [Buffer.from(`${bytes.length}\n`), bytes, Buffer.from('\n')]),
    );
    const { contents } = cut(stream, 60_000);
    expect(contents.map((parts) => parts.length)).toEqual([1, 1, 1, 2, 3, 1]);
    for (const [index, bytes] of written.entries())
      expect(bytes.equals(Buffer.concat(contents[index] ?? [])), `${bytes.length} bytes`).toBe(true);
  });

  it('gives nothing more once it is told to stop, at a whole content and at a part of one', () => {
    const large = Buffer.concat([Buffer.from(`${segmentSize + 1}\n`), Buffer.alloc(segmentSize + 2)]);
    const streams = [
      [Buffer.from('1\na\n1\nb\n')],
      [Buffer.from('1\n'), Buffer.from('a\n1\nb\n')],
      [large.subarray(0, -1), large.subarray(-1)],
    ];
    for (const pieces of streams) {
      let looks = 0;
      const cutter = new Cutter(headIn, () => {
        looks++;
        return false;
      });
      expect([pieces.every((piece) => cutter.push(piece)), looks]).toEqual([false, 1]);
    }
  });
});

it('asks git for nothing where nothing is asked for', async () => {
  const nowhere = openGit(makeFolder(), { env });
  expect(await lookUpObjects(nowhere, [])).toEqual([]);
  await readObjects(nowhere, [], () => true);
});

it('lists no object once it is told to end', async () => {
  const git = openGit(Repository.init().folder, { env });
  await expect(listAllObjects(git, AbortSignal.abort())).rejects.toMatchObject({ code: 'SEARCH_ABORTED' });
});

it('lists and reads the objects of a repository with longer ids', async () => {
  const repository = new Repository();
  repository.git('init', '-q', '-b', 'main', '--object-format=sha256');
  repository.commit('a', 'text');
  const id = repository.git('rev-parse', 'HEAD:a');
  expect(id).toHaveLength(64);
  expect(await listAllObjects(openGit(repository.folder, { env }))).toContainEqual({ id, type: 'blob', size: 4 });
  expect((await contentsOf(repository, [id])).get(id)?.toString()).toBe('text');
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
