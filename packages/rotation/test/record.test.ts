import { describe, expect, it } from 'vitest';
import { type RecordInput, RotationError, recordRotation } from '../src/index.ts';

const now = new Date('2026-11-23T12:00:00.000Z');
const input: RecordInput = {
  fingerprint: 'f'.repeat(32),
  createdAt: new Date('2026-11-01'),
  by: 'ada',
  note: 'new key',
  now,
};

function memory() {
  const written: unknown[] = [];
  return { written, recordRotation: async (record: unknown) => void written.push(record) };
}

describe('recordRotation', () => {
  it('writes what was said, and when it was said', async () => {
    const journal = memory();
    const record = await recordRotation(journal, input);
    expect(journal.written).toEqual([record]);
    expect(record).toEqual({
      fingerprint: input.fingerprint,
      createdAt: input.createdAt,
      recordedAt: now,
      by: 'ada',
      note: 'new key',
    });
  });

  it.each<[string, Partial<RecordInput>, string]>([
    ['a date in the future', { createdAt: new Date('2026-11-24') }, 'RECORD_IN_FUTURE'],
    ['a date that is none', { createdAt: new Date(Number.NaN) }, 'RECORD_MALFORMED'],
    ['nobody who said it', { by: ' ' }, 'RECORD_MALFORMED'],
    ['no note', { note: '' }, 'RECORD_MALFORMED'],
  ])('refuses %s and writes nothing', async (_, change, code) => {
    const journal = memory();
    const refused = await recordRotation(journal, { ...input, ...change }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RotationError);
    expect((refused as RotationError).code).toBe(code);
    expect(journal.written).toEqual([]);
  });
});
