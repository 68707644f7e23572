import type { Journal, RotationRecord } from '@gatehouse/journal';
import { RotationError } from './error.ts';

export interface RecordInput {
  readonly fingerprint: string;
  readonly createdAt: Date;
  readonly by: string;
  readonly note: string;
  readonly now: Date;
}

/**
 * Writes down when a key was made, on somebody's word. A record can only make a key older: checkRotation counts from the
 * oldest of all it knows. Throws RECORD_IN_FUTURE, RECORD_MALFORMED; then nothing was written.
 */
export async function recordRotation(
  journal: Pick<Journal, 'recordRotation'>,
  input: RecordInput,
): Promise<RotationRecord> {
  const { fingerprint, createdAt, by, note, now } = input;
  if (Number.isNaN(createdAt.getTime())) {
    throw new RotationError(
      'RECORD_MALFORMED',
      'The date on which the key was made cannot be read: write it as 2026-11-23.',
    );
  }
  if (by.trim() === '' || note.trim() === '') {
    throw new RotationError('RECORD_MALFORMED', 'A record needs who made it and a note: say both.');
  }
  if (createdAt.getTime() > now.getTime()) {
    throw new RotationError(
      'RECORD_IN_FUTURE',
      'The key cannot have been made in the future: look at the date, and at the clock.',
    );
  }
  const record: RotationRecord = { fingerprint, createdAt, recordedAt: now, by, note };
  await journal.recordRotation(record);
  return record;
}
