import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Document } from './corpus.ts';

/** Calls `use` with a folder that is gone afterwards. Its name says nothing that a scanner could take for context. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'work-')));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const placeOf = ({ repository, path }: Document) => `${repository}/${path}`;

export function writeDocuments(folder: string, documents: readonly Document[]): void {
  for (const document of documents) {
    const file = join(folder, placeOf(document));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, document.text, document.encoding ?? 'utf8');
  }
}
