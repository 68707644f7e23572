import type { Git } from './git.ts';

const lineEnd = 10;

/** Calls `take` with each line that a command prints, while git is still at work on the next. Ends as `run` does. */
export async function eachLine(
  git: Git,
  args: readonly string[],
  take: (line: string) => void,
  options: { input?: string; signal?: AbortSignal } = {},
): Promise<void> {
  const { output, ended } = git.stream(args, options);
  let rest = Buffer.alloc(0);
  output.on('data', (chunk: Buffer) => {
    const end = chunk.lastIndexOf(lineEnd);
    const whole = end === -1 ? [] : [rest, chunk.subarray(0, end)];
    rest = end === -1 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk.subarray(end + 1));
    if (whole.length > 0) for (const line of Buffer.concat(whole).toString('utf8').split('\n')) take(line);
  });
  await ended;
  if (rest.length > 0) take(rest.toString('utf8'));
}
