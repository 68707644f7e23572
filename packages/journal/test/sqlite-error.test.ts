import { expect, it } from 'vitest';
import { JournalError } from '../src/index.ts';
import { isBusy, isDiskFailure, translated } from '../src/sqlite-error.ts';

const sqlite = (errcode: number) => Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode });

it('says what SQLite refused in a code of ours, whichever member of the family it is', () => {
  const table: [number, string][] = [
    [13, 'DISK_FULL'],
    [4874, 'DISK_FULL'],
    [5, 'JOURNAL_BUSY'],
    [517, 'JOURNAL_BUSY'],
    [6, 'JOURNAL_BUSY'],
    [11, 'JOURNAL_DAMAGED'],
    [779, 'JOURNAL_DAMAGED'],
    [26, 'JOURNAL_DAMAGED'],
    [8, 'STATE_UNWRITABLE'],
    [1032, 'STATE_UNWRITABLE'],
    [14, 'STATE_UNWRITABLE'],
    [778, 'STATE_UNWRITABLE'],
    [1034, 'STATE_UNWRITABLE'],
    [1, 'JOURNAL_DAMAGED'],
    [21, 'JOURNAL_FAILED'],
    [2067, 'JOURNAL_FAILED'],
  ];
  for (const [errcode, code] of table) {
    const cause = sqlite(errcode);
    const error = translated(cause);
    expect(error).toBeInstanceOf(JournalError);
    expect(error).toMatchObject({ code, cause });
  }
});

it('leaves every other error as it is', () => {
  for (const other of [new TypeError('x'), undefined, 'text']) expect(translated(other)).toBe(other);
});

it('tells a failing disk from a full or a forbidden one', () => {
  expect(isDiskFailure(translated(sqlite(1034)))).toBe(true);
  for (const errcode of [13, 4874, 8, 14, 5]) expect(isDiskFailure(translated(sqlite(errcode)))).toBe(false);
  expect(isDiskFailure(sqlite(1034))).toBe(false);
  expect(isBusy(translated(sqlite(5)))).toBe(true);
  expect(isBusy(translated(sqlite(13)))).toBe(false);
});
