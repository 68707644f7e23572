import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drawFrom } from '../../src/judge/draw.ts';
import { git } from './run.ts';
import { writerOf } from './words.ts';

/**
 * Makes a repository by `git fast-import`: files that grow and change commit by commit, and a few secrets that come and
 * go. The same for one seed; returns how many bytes its blobs have.
 */
export async function writeRepository(
  folder: string,
  { commits, files, seed, leak }: { commits: number; files: number; seed: number; leak: string },
): Promise<{ bytes: number; blobs: number }> {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '-q', '-b', 'main');
  const draw = drawFrom(seed);
  const writer = writerOf(draw);
  const contents = Array.from({ length: files }, () =>
    Array.from({ length: 80 + draw.number(400) }, () => writer.line()),
  );
  const names = contents.map((_, index) => `src/${writer.word()}/${writer.word()}-${index}.ts`);
  const child = spawn('git', ['fast-import', '--quiet'], { cwd: folder, stdio: ['pipe', 'ignore', 'inherit'] });
  let [bytes, blobs] = [0, 0];
  const changesOf = (commit: number) => {
    const changed = commit === 0 ? names.map((_, index) => index) : [0, 1, 2, 3].map(() => draw.number(files));
    return changed.map((index) => {
      const lines = contents[index] ?? [];
      // A third of each file is written anew. A patch has it beside what it replaces, and is 72 % of the blobs' size.
      const block = Math.ceil(lines.length / 3);
      const fresh = Array.from({ length: block + draw.number(3) }, () => writer.line());
      lines.splice(draw.number(lines.length - block + 1), block, ...fresh);
      // A key that stood in one version, and was taken out again.
      const hasLeak = commit % 500 === 250 && index === changed[0];
      const text = hasLeak ? [leak, ...lines].join('\n') : lines.join('\n');
      return { name: names[index] ?? '', text };
    });
  };
  for (let commit = 0; commit < commits; commit++) {
    const message = `change ${writer.word()} and ${writer.word()}`;
    let text = `commit refs/heads/main\ncommitter Bench <bench@localhost> ${1_700_000_000 + commit * 600} +0000\n`;
    text += `data ${message.length}\n${message}\n`;
    for (const change of changesOf(commit)) {
      const content = Buffer.from(change.text);
      bytes += content.length;
      blobs++;
      text += `M 100644 inline ${change.name}\ndata ${content.length}\n${change.text}\n`;
    }
    if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  }
  child.stdin.end();
  await once(child, 'close');
  git(folder, 'repack', '-adq', '--depth=50', '--window=10');
  git(folder, 'reset', '-q', '--hard');
  return { bytes, blobs };
}

/** A repository with ten sources of 22 kB staged. */
export function stageTen(folder: string, seed: number): void {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '-q', '-b', 'main');
  const writer = writerOf(drawFrom(seed));
  for (let index = 0; index < 10; index++) {
    let text = '';
    while (text.length < 22_000) text += `${writer.line()}\n`;
    const file = join(folder, 'src', `${writer.word()}-${index}.ts`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  git(folder, 'add', '-A');
}
