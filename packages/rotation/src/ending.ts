/** How many days before its end a key is announced, each once. */
export const announcedAt: readonly number[] = [30, 14, 7, 1];

const dayMs = 24 * 60 * 60_000;

/** A key that ends soon: the announcement that is due, and how many whole days are left. */
export interface Ending {
  readonly at: Date;
  readonly daysLeft: number;
  /** Which of the announcements this is: the nearest of 30, 14, 7 and 1 days that has been reached. */
  readonly announcement: number;
}

/** Returns the announcement that a key's end calls for; undefined while it is far, and for a key without one. */
export function endingOf(expiresAt: Date | 'never' | 'unknown', now: Date): Ending | undefined {
  if (!(expiresAt instanceof Date)) return undefined;
  const left = (expiresAt.getTime() - now.getTime()) / dayMs;
  const announcement = announcedAt.findLast((days) => left <= days);
  if (announcement === undefined) return undefined;
  return { at: expiresAt, daysLeft: Math.max(0, Math.floor(left)), announcement };
}
