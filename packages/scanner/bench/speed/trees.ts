import { constants, copyFileSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { walk } from '../../src/git/tree.ts';
import { drawFrom } from '../../src/judge/draw.ts';
import { segmentsOfFile } from '../../src/text/segment.ts';
import { encodingOf } from '../../src/text/text.ts';
import { writerOf } from './words.ts';

const endings = ['ts', 'ts', 'js', 'js', 'json', 'md', 'yaml', 'd.ts', 'py', 'min.js'];

/** Writes a tree of sources, the same for one seed; returns its size in bytes. */
export function writeTree(folder: string, { files, seed }: { files: number; seed: number }): number {
  const draw = drawFrom(seed);
  const writer = writerOf(draw);
  // Drawing every line anew would take longer than all scans together.
  const pages = Array.from({ length: 400 }, () => Array.from({ length: 60 }, () => writer.line()).join('\n'));
  let bytes = 0;
  for (let index = 0; index < files; index++) {
    const ending = endings[index % endings.length] ?? 'ts';
    const count = 1 + Math.floor(draw.number(1000) ** 3 / 1.6e7);
    const text = Array.from({ length: count }, () => pages[draw.number(pages.length)]).join('\n');
    const content = ending === 'min.js' ? text.replace(/\n\s*/g, '') : text;
    const file = join(folder, writer.word(), writer.word(), `${writer.word()}-${index}.${ending}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    bytes += Buffer.byteLength(content);
  }
  return bytes;
}

/**
 * Puts what is installed into a tree of other names: gitleaks and secretlint leave out whatever lies in `node_modules`.
 * Returns how much of it is text; the binaries are there too.
 */
export function linkInstalled(from: string, to: string): number {
  let bytes = 0;
  for (const { path, file } of walk(from)) {
    const place = join(to, path.replaceAll('node_modules', 'installed'));
    for (const segment of segmentsOfFile(file)) {
      if (encodingOf(segment.bytes) !== 'binary') bytes += segment.bytes.length - segment.overlap;
      if (segment.offset > 0) continue;
      mkdirSync(dirname(place), { recursive: true });
      try {
        linkSync(file, place);
      } catch {
        // Another file system.
        copyFileSync(file, place, constants.COPYFILE_EXCL);
      }
    }
  }
  return bytes;
}
