import type { RotationRecord } from '@gatehouse/journal';

/** What is known of a key's birth. What is absent is not known. */
export interface Births {
  /** As the exchange tells it. */
  readonly createdAt?: Date;
  /** As people recorded it. */
  readonly records: readonly Pick<RotationRecord, 'createdAt'>[];
  /** When this installation first held the key. */
  readonly firstSeen?: Date;
}

export interface Birth {
  readonly at: Date;
  readonly from: 'exchange' | 'record' | 'first-seen';
}

/**
 * Returns the oldest of all that is known, because each can only err towards youth: an exchange that resets the time
 * when a permission is edited, a record of a later key, a fresh state folder. Undefined when nothing is known.
 */
export function birthOf({ createdAt, records, firstSeen }: Births): Birth | undefined {
  const known: Birth[] = [
    ...(createdAt === undefined ? [] : [{ at: createdAt, from: 'exchange' as const }]),
    ...records.map((record) => ({ at: record.createdAt, from: 'record' as const })),
    ...(firstSeen === undefined ? [] : [{ at: firstSeen, from: 'first-seen' as const }]),
  ];
  return known.reduce<Birth | undefined>(
    (oldest, birth) => (oldest === undefined || birth.at.getTime() < oldest.at.getTime() ? birth : oldest),
    undefined,
  );
}

const dayMs = 86_400_000;

/** Full days between a birth and now, never negative. */
export function ageInDays(birth: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - birth.getTime()) / dayMs));
}
