/** How much was looked at. What could not be looked at is counted too: it is not known to be clean. */
export interface Counts {
  contents: number;
  bytes: number;
  /** Rules do not judge these. */
  binary: number;
  /** There, and could not be read: no permission, or an archive that was not opened to its end. */
  unread: number;
  /** Pipes, sockets and devices: they are left alone. */
  special: number;
  /** Matches that a `gatehouse-allow: reason` comment let through. */
  allowed: number;
  /** Known to be clean from an earlier look at this history, and not read again. */
  remembered: number;
}

export const noCounts = (): Counts => ({
  contents: 0,
  bytes: 0,
  binary: 0,
  unread: 0,
  special: 0,
  allowed: 0,
  remembered: 0,
});

export function addCounts(to: Counts, more: Counts): void {
  for (const name of Object.keys(to) as (keyof Counts)[]) to[name] += more[name];
}
