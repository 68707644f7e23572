import { describe, expect, it } from 'vitest';
import { reportJson, reportSarif, reportText } from '../src/report.ts';
import { rules } from '../src/rules.ts';
import type { ScanReport } from '../src/scan.ts';

const finding = {
  path: 'src/a b.ts',
  line: 3,
  column: 9,
  rule: 'binance-secret',
  severity: 'block',
  fingerprint: 'ab'.repeat(16),
} as const;
const report: ScanReport = {
  what: 'staged',
  findings: [finding, { ...finding, path: 'x\n\u001b[31m.env', commit: '0123456789ab' }],
  allowed: 1,
  looked: { contents: 2, bytes: 1_500_000, binary: 1, unread: 1 },
};
const clean: ScanReport = {
  ...report,
  findings: [],
  allowed: 0,
  looked: { contents: 1, bytes: 0, binary: 0, unread: 0 },
};

describe('reportText', () => {
  it('says path, line, column, rule and what to do, a line each, and ends with the remedy', () => {
    const lines = reportText(report, rules).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^src\/a b\.ts:3:9 {2}block {2}binance-secret: Binance API secret found; revoke it at Binance, .*\.$/,
    );
    expect(lines[1]).toMatch(/^"x\\n\\u001b\[31m\.env":3:9 \(commit 0123456789ab\)/);
    expect(lines[2]).toMatch(
      /^Commit stopped: 2 secrets staged\..* Scanned 2 contents, 1\.5 MB \(1 binary, 1 could not be read, 1 allowed with a reason\)\.$/,
    );
  });

  it('says that nothing was found', () => {
    expect(reportText(clean, rules)).toBe('No secrets found in 1 content, 0.0 MB.\n');
  });

  it.each(['tree', 'history'] as const)('names the remedy after a look at the %s', (what) => {
    expect(reportText({ ...report, what }, rules)).toMatch(/secrets found.*(Take|revoke)/);
  });
});

describe('reportJson', () => {
  it('has the shape of the design and nothing else', () => {
    expect(JSON.parse(reportJson(report, rules))).toEqual({ findings: report.findings });
    expect(JSON.parse(reportJson(clean, rules))).toEqual({ findings: [] });
  });
});

describe('reportSarif', () => {
  it('is SARIF 2.1.0: rules that are used, results that point at them, places as URIs, and no snippet', () => {
    const sarif = JSON.parse(reportSarif(report, rules));
    expect(sarif.version).toBe('2.1.0');
    const [run] = sarif.runs;
    expect(run.tool.driver).toMatchObject({
      name: 'gatehouse-scan',
      rules: [{ id: 'binance-secret', defaultConfiguration: { level: 'error' } }],
    });
    expect(run.results).toHaveLength(2);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.level).toBe('error');
      expect(result.message.text.length).toBeGreaterThan(10);
      expect(result.partialFingerprints).toEqual({ 'gatehouse/v1': finding.fingerprint });
      const { artifactLocation, region, ...more } = result.locations[0].physicalLocation;
      expect(more).toEqual({});
      expect(region).toEqual({ startLine: 3, startColumn: 9 });
      expect(artifactLocation.uri).toMatch(/^[A-Za-z0-9%./_-]+$/);
    }
    expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('src/a%20b.ts');
  });

  it('is valid without findings', () => {
    expect(JSON.parse(reportSarif(clean, rules)).runs[0].results).toEqual([]);
  });
});
