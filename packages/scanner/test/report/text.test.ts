import { describe, expect, it } from 'vitest';
import type { Told } from '../../src/report/report.ts';
import { reportText } from '../../src/report/text.ts';
import { clean, finding, told } from '../told.ts';

describe('the text', () => {
  it('says where and what, a line each, then what to do, and ends with the remedy', () => {
    const lines = reportText(told).trimEnd().split('\n');
    expect(lines[0]).toBe('src/a b.ts:3:9  block  binance-secret: Binance API secret found');
    expect(lines[1]).toBe(
      String.raw`"x\n\u001b[31m.env":3:9 (commit 0123456789ab)  block  binance-secret: Binance API secret found`,
    );
    // Each kind of secret has its remedy once.
    expect(lines.slice(2, 6)).toEqual([
      '',
      'What to do:',
      expect.stringMatching(/^ {2}binance-secret: revoke it at .*\.$/),
      '',
    ]);
    expect(lines.at(-3)).toMatch(/^Line 3 of \.scanignore/);
    expect(lines.at(-1)).toMatch(
      /^Commit stopped: 2 secrets staged\..* Scanned 2 contents, 1\.5 MB \(1 binary, 1 could not be read, 1 allowed with a reason, 2 passed over by \.scanignore, 3 in the baseline, 1 of them moved\)\.$/,
    );
  });

  it('puts what blocks before what only warns, and notes last', () => {
    const severities = ['info', 'block', 'warn'] as const;
    const findings = severities.map((severity) => ({ ...finding, severity }));
    const lines = reportText({ ...told, findings }).split('\n');
    expect(lines.filter((line) => line.includes(':3:9')).map((line) => line.split('  ')[1])).toEqual([
      'block',
      'warn',
      'info',
    ]);
  });

  it('says that nothing was found', () => {
    expect(reportText(clean)).toBe('No secrets found in 1 content, 0.0 MB.\n');
  });

  it('does not call it clean when something may be worth a look', () => {
    const text = reportText({ ...clean, findings: [{ ...finding, severity: 'warn' }] });
    expect(text).toMatch(/Nothing here stops a commit.*1 line above.*\.\n$/);
    expect(text).not.toMatch(/No secrets/);
  });

  const whats: readonly Told['what'][] = ['staged', 'pushed', 'tree', 'history', 'stdin', 'logs', 'own'];

  it.each(whats)('names the remedy after a look at: %s', (what) => {
    const last = reportText({ ...told, what })
      .trimEnd()
      .split('\n')
      .at(-1);
    expect(last).toMatch(/2 (?:secrets|places)[^.]*\. ?.*(?:Take|[Rr]evoke)/);
  });

  it('asks nobody to do anything about a key that everybody knows', () => {
    const text = reportText({ ...clean, findings: [{ ...finding, severity: 'info', known: 'Hardhat account 0' }] });
    expect(text).toMatch(/publicly known: Hardhat account 0/);
    expect(text).not.toMatch(/What to do|revoke/);
  });

  it('prints facts that would write on a terminal as JSON', () => {
    const [line] = reportText({ ...told, findings: [{ ...finding, known: 'a\u001b[2Jb' }] }).split('\n');
    expect(line).not.toContain('\u001b');
  });
});

it('says that nothing is known to be clean where not all could be read, and what was not looked for', () => {
  expect(reportText({ ...clean, looked: { ...clean.looked, unread: 2 } })).toBe(
    'Not all could be read, so nothing is known to be clean: let this user read it, or name what can be read as PATH. Scanned 1 content, 0.0 MB (2 could not be read).\n',
  );
  expect(reportText({ ...clean, what: 'own' })).toBe(
    'None of your own keys stands in 1 content, 0.0 MB; for others, scan without --own.\n',
  );
});
