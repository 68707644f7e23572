import { peers } from './peers.ts';
import { best, type Ran, timed } from './run.ts';

/** One measurement beside its bar. `held`: undefined where there is no opponent to hold it against. */
export interface Row {
  readonly name: string;
  readonly lines: readonly string[];
  readonly bar: string;
  readonly held: boolean | undefined;
}

/** What a row compares: ours, and the way each peer does the same. */
export interface Race {
  readonly name: string;
  readonly bar: string;
  readonly megabytes: number;
  readonly ours: () => Promise<Ran>;
  readonly theirs: (peer: NonNullable<ReturnType<(typeof peers)[number][1]>>) => readonly string[] | undefined;
  readonly cwd: string;
  /** Judges ours, and gitleaks's where it is there. */
  readonly holds: (ours: number, gitleaks: number) => boolean;
  readonly times: number;
}

/** Runs ours and every peer on one thing, and prints no row as shown that had nobody to run beside. */
export async function race({ name, bar, megabytes, ours, theirs, cwd, holds, times }: Race): Promise<Row> {
  const told = (who: string, { seconds, code }: Ran) =>
    `${who.padEnd(44)} ${seconds.toFixed(2).padStart(7)} s ${(megabytes / seconds).toFixed(0).padStart(6)} MB/s  (ended with ${code})`;
  const own = await best(times, ours);
  const lines = [told('gatehouse', own)];
  let gitleaks: number | undefined;
  for (const [known, find] of peers) {
    const peer = find();
    const args = peer && theirs(peer);
    if (!peer) lines.push(`${known.padEnd(44)} NOT SHOWN: not on this machine`);
    else if (!args) lines.push(`${known.padEnd(44)} NOT SHOWN: it has no such way`);
    else {
      const ran = await best(Math.min(times, 2), () => timed(peer.command, args, cwd));
      lines.push(told(`${peer.name} ${peer.version}`, ran));
      if (peer.name === 'gitleaks') gitleaks = ran.seconds;
    }
  }
  return { name, lines, bar, held: gitleaks === undefined ? undefined : holds(own.seconds, gitleaks) };
}

export function printed({ name, lines, bar, held }: Row): string {
  const verdict = held === undefined ? 'NOT SHOWN (its opponent is missing)' : held ? 'held' : 'NOT HELD';
  return [`\n${name}`, ...lines.map((line) => `  ${line}`), `  bar: ${bar} -> ${verdict}`].join('\n');
}
