import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from './house.ts';

/** What a copy leaves behind: this machine's own memory and secrets, and tools that only work on the sources. */
const left = /^(?:\.git|\.state|\.turbo|\.env(?!\.example$).*|.*\.env)$/;
const tools =
  /^(?:@biomejs\+|@rolldown|@turbo|@typescript|@vitest|lightningcss|oxc|rolldown@|turbo@|typescript@|vite@|vitest@)/;

/**
 * A second checkout without `.git`, as a scaffold makes it, with everything installed: packages are hard links, so it
 * takes no network, little time and no space. Sources are real copies, because tests write into them.
 */
export function copyOfCheckout(): { readonly root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-copy-'));
  copyFolder(checkout, root, false);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function copyFolder(from: string, to: string, installed: boolean): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (!installed && (left.test(entry.name) || target.endsWith('/.husky/_'))) continue;
    if (installed && tools.test(entry.name) && from.endsWith('.pnpm')) continue;
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (entry.isDirectory()) copyFolder(source, target, installed || entry.name === 'node_modules');
    else if (entry.isFile()) copyFile(source, target, installed);
  }
}

function copyFile(source: string, target: string, installed: boolean): void {
  try {
    if (installed) linkSync(source, target);
    else copyFileSync(source, target);
  } catch (cause) {
    // Somebody removed it while the folder was being read.
    if (lstatSync(source, { throwIfNoEntry: false }) === undefined) return;
    // The temporary folder stands on another disk.
    if ((cause as NodeJS.ErrnoException).code !== 'EXDEV') throw cause;
    copyFileSync(source, target);
  }
}
