import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** One process as the operating system lists it. `started` tells it from a later one that got the same number. */
export interface Listed {
  readonly pid: number;
  readonly parent: number;
  readonly started: string;
  readonly command: string;
  readonly dead: boolean;
  readonly stopped: boolean;
  /** Its priority; 0 unless somebody has changed it. */
  readonly nice: number;
}

export function listProcesses(): readonly Listed[] {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

export function isAlive({ pid, started }: Pick<Listed, 'pid' | 'started'>): boolean {
  return listProcesses().some((one) => one.pid === pid && one.started === started && !one.dead);
}

function fromProc(): readonly Listed[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = textOf(`/proc/${name}/stat`);
      // The name in brackets may hold anything, so the fields are counted from its end.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state = '', parent = ''] = fields;
      // It ended between the listing and the reading.
      if (parent === '') return [];
      return [
        {
          pid: Number(name),
          parent: Number(parent),
          started: fields[19] ?? '',
          dead: state === 'Z' || state === 'X',
          stopped: state === 'T',
          nice: Number(fields[16]),
          // Read only when somebody asks: this list is made many times a second.
          get command() {
            return textOf(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim();
          },
        },
      ];
    });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function fromPs(): readonly Listed[] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,nice=,lstart=,command='], { encoding: 'utf8' });
  return Array.from(
    text.matchAll(/^\s*(\d+)\s+(\d+)\s+(\S+)\s+(-?\d+)\s+(\w+ +\w+ +\d+ [\d:]+ \d+)\s+(.*)$/gm),
    (row) => ({
      pid: Number(row[1]),
      parent: Number(row[2]),
      dead: (row[3] ?? '').startsWith('Z'),
      stopped: (row[3] ?? '').startsWith('T'),
      nice: Number(row[4]),
      started: row[5] ?? '',
      command: row[6] ?? '',
    }),
  );
}
