import { ContentLook } from '../find/content.ts';
import { addCounts } from '../find/counts.ts';
import { isRepository, openGit } from '../git/git.ts';
import { segmentsOfStream } from '../text/segment.ts';
import type { Way } from './way.ts';

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
