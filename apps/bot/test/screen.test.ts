import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCheck, renderRecord } from '../src/screen.ts';
import { anyText } from './support/text.ts';

const esc = '\u001b';
const record = (fields: object) => JSON.stringify({ level: 'info', time: '2026-11-23T14:05:06.789Z', ...fields });

describe('renderRecord', () => {
  it('says when, what, and the details that a person can use', () => {
    expect(renderRecord(record({ id: 'abc', count: 2, late: false, msg: 'placed: buy' }), false)).toBe(
      '  14:05:06  placed: buy  (id abc, count 2, late false)\n',
    );
  });

  it('names a level that is not info', () => {
    expect(renderRecord(record({ level: 'warn', msg: 'slow' }), false)).toBe('  14:05:06  warn slow\n');
  });

  it('says an error in its own words', () => {
    expect(renderRecord(record({ level: 'error', err: { name: 'E', message: 'no answer' }, msg: 'late' }), false)).toBe(
      '  14:05:06  error late  (no answer)\n',
    );
  });

  it('leaves out fields that say nothing on a screen', () => {
    const fields = { name: 'bot', kind: 'fill', evidence: { deep: true }, nothing: null, msg: 'm' };
    expect(renderRecord(record(fields), false)).toBe('  14:05:06  m\n');
  });

  it('renders a check as its line, with the message as what it says', () => {
    expect(renderRecord(record({ check: 'ip', result: 'fail', fix: 'bind it', msg: 'not bound' }), false)).toBe(
      '  ✗ ip            not bound\n      → bind it\n',
    );
  });

  it('prints prepared lines as they are, and nothing for a record that only the file keeps', () => {
    expect(renderRecord(record({ lines: ['one', '  two'] }), false)).toBe('one\n  two\n');
    expect(renderRecord(record({ quiet: true, msg: 'hidden' }), false)).toBeUndefined();
  });

  it('colours the time on a terminal and nothing elsewhere', () => {
    expect(renderRecord(record({ msg: 'm' }), true)).toBe(`  ${esc}[90m14:05:06${esc}[0m  m\n`);
    expect(renderRecord(record({ msg: 'm' }), false)).not.toContain(esc);
  });

  it.each(['not json', 'null', '5', '"text"', ''])('prints what is no record as plain text: %s', (line) => {
    expect(renderRecord(line, false)).toBe(`${line}\n`);
  });

  it('lets no text steer the terminal, wherever in the record it stands', () => {
    const evil = anyText(40).map((text) => `${esc}[2J${text}\r\n\u202e`);
    fc.assert(
      fc.property(evil, (text) => {
        const records = [
          { msg: text },
          { msg: 'm', reason: text },
          { msg: 'm', [text]: 1 },
          { msg: 'm', level: text },
          { msg: 'm', time: `2026-11-23T${text}` },
          { msg: 'm', err: { message: text } },
          { lines: [text] },
          { check: text, result: 'warn', msg: text, fix: text },
        ];
        for (const fields of records) {
          const shown = renderRecord(record(fields), false) ?? '';
          expect(shown).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/u);
          expect(shown.trimEnd().split('\n').length).toBe('fix' in fields ? 2 : 1);
        }
        expect(renderRecord(`{${text}`, false)).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/u);
      }),
    );
  });
});

describe('renderCheck', () => {
  const check = { check: 'own-key-leak', says: 'nothing in 3 files' } as const;

  it.each([
    ['pass', '✓', 32],
    ['warn', '!', 33],
    ['fail', '✗', 31],
    ['skipped', '·', 90],
  ] as const)('marks %s', (result, mark, colour) => {
    expect(renderCheck({ ...check, result }, false)).toBe(`  ${mark} own-key-leak  nothing in 3 files\n`);
    expect(renderCheck({ ...check, result }, true)).toContain(`${esc}[${colour}m${mark}${esc}[0m`);
  });

  it('says the one thing to do, unless it passed', () => {
    expect(renderCheck({ ...check, result: 'warn', fix: 'look' }, false)).toMatch(/\n {6}→ look\n$/);
    expect(renderCheck({ ...check, result: 'pass', fix: 'look' }, false)).not.toContain('look');
  });
});
