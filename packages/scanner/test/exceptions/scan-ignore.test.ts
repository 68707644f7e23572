import { describe, expect, it } from 'vitest';
import { applyScanIgnore, readScanIgnore, unusedNote } from '../../src/exceptions/scan-ignore.ts';
import type { Finding } from '../../src/report/finding.ts';

const now = new Date('2026-11-27T12:00:00Z');
const rules = new Set(['binance-secret', 'assignment']);
const read = (text: string, at = now) => readScanIgnore(text, { now: at, rules });

const finding = (path: string, rule: string): Finding => ({
  path,
  line: 1,
  column: 1,
  rule,
  severity: 'block',
  fingerprint: 'ab'.repeat(16),
});

const good = 'docs/**  binance-secret  until=2026-12-31  the samples of the public documentation';

describe('readScanIgnore', () => {
  it('reads an entry per line, and passes over comments and empty lines', () => {
    const text = `# why we have this\r\n\r\n${good}\r\n  test/*.json *  until=2027-01-01 drawn for the tests, #12\n`;
    expect(read(text)).toEqual([
      { line: 3, glob: 'docs/**', rule: 'binance-secret' },
      { line: 4, glob: 'test/*.json', rule: '*' },
    ]);
    expect(read('')).toEqual([]);
  });

  const malformed = [
    ['nothing but a path', 'docs/**'],
    ['no last day', 'docs/** * because of the samples in it'],
    ['no reason', 'docs/** * until=2026-12-31'],
    ['a tick for a reason', 'docs/** * until=2026-12-31 ok ok'],
    ['dots for a reason', 'docs/** * until=2026-12-31 .................'],
    ['a day that does not exist', 'docs/** * until=2026-02-30 the samples of the documentation'],
    ['a day in another form', 'docs/** * until=31.12.2026 the samples of the documentation'],
    ['a rule that does not exist', 'docs/** binance-sercet until=2026-12-31 the samples of the documentation'],
    ['an absolute path', '/docs/** * until=2026-12-31 the samples of the documentation'],
    ['a path that leads out', 'docs/../** * until=2026-12-31 the samples of the documentation'],
    ['a negation', '!docs/** * until=2026-12-31 the samples of the documentation'],
    ['a back slash', 'docs\\** * until=2026-12-31 the samples of the documentation'],
  ] as const;

  it.each(malformed)('refuses %s in one sentence that names the line and quotes nothing', (_, line) => {
    expect(() => read(`${good}\n${line}`)).toThrow(
      expect.objectContaining({
        code: 'IGNORE_MALFORMED',
        message: expect.stringMatching(/^Line 2 of \.scanignore [^\n]*\.$/),
      }),
    );
  });

  it('holds until the last day is over everywhere, and then refuses to go on', () => {
    expect(read(good, new Date('2026-12-31T23:59:59Z'))).toHaveLength(1);
    expect(() => read(`\n${good}`, new Date('2027-01-01T12:00:00Z'))).toThrow(
      expect.objectContaining({ code: 'IGNORE_EXPIRED', message: expect.stringMatching(/^Line 2 .*2026-12-31.*\.$/) }),
    );
  });
});

describe('applyScanIgnore', () => {
  const entries = read(
    `${good}\ntest/** * until=2026-12-31 drawn for the tests anew\nold/** * until=2026-12-31 was needed once upon a time`,
  );

  it('passes over what path and rule say, counts it, and names what excuses nothing', () => {
    const kept = [finding('docs/a', 'assignment'), finding('src/a', 'binance-secret')];
    const passed = [finding('docs/a', 'binance-secret'), finding('test/b/c', 'assignment')];
    const result = applyScanIgnore([...kept, ...passed], entries, '');
    expect(result.kept).toEqual(kept);
    expect(result.ignored).toBe(2);
    expect(result.unused.map(unusedNote)).toEqual([expect.stringMatching(/^Line 3 .*old\/\*\*.* take it out\.$/)]);
  });

  it('reads globs from the root, also when a folder inside it was scanned', () => {
    expect(applyScanIgnore([finding('a', 'binance-secret')], entries, 'docs/').kept).toEqual([]);
    expect(applyScanIgnore([finding('docs/a', 'binance-secret')], entries, 'sub/').kept).toHaveLength(1);
  });
});
