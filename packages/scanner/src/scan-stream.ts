import { ContentLook } from './content.ts';
import { addCounts } from './counts.ts';
import { isRepository, openGit } from './git.ts';
import type { Way } from './scan-way.ts';
import { segmentsOfStream } from './segment.ts';

const name = '(standard input)';

/** Looks through what is handed in, as it comes. */
export const lookAtStream: Way = async ({ input, folder, env, finderFor, counts, progress }) => {
  const content = new ContentLook(finderFor);
  if (!input) return { matches: [] };
  for await (const segment of segmentsOfStream(input)) {
    content.take(name, segment);
    progress(0);
  }
  const outcome = content.end();
  addCounts(counts, outcome.counts);
  const matches = outcome.matches.map((match) => ({ match, path: name }));
  const git = openGit(folder, { env });
  return { matches, ...(matches.length > 0 && (await isRepository(git)) && { git }) };
};
