import { describe, expect, it } from 'vitest';
import { reportSarif } from '../../src/report/sarif.ts';
import { clean, finding, told } from '../told.ts';

const levels = ['none', 'note', 'warning', 'error'];

/** What the schema of SARIF 2.1.0 requires of everything that is written here. */
function expectValid(log: unknown): void {
  expect(log).toMatchObject({
    version: '2.1.0',
    $schema: expect.stringContaining('sarif-2.1.0'),
    runs: expect.any(Array),
  });
  for (const run of (log as { runs: { [name: string]: never }[] }).runs) {
    const { tool, results, invocations, columnKind } = run as never as {
      tool: {
        driver: {
          name: string;
          rules: { id: string; shortDescription: { text: string }; defaultConfiguration: { level: string } }[];
        };
      };
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        locations: {
          physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number; startColumn: number } };
        }[];
        partialFingerprints: Record<string, string>;
      }[];
      invocations: { executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] }[];
      columnKind: string;
    };
    expect(tool.driver.name).toBeTypeOf('string');
    expect(['utf16CodeUnits', 'unicodeCodePoints']).toContain(columnKind);
    for (const { id, shortDescription, defaultConfiguration } of tool.driver.rules) {
      expect([id, shortDescription.text]).toEqual([expect.any(String), expect.stringMatching(/.\.$/)]);
      expect(levels).toContain(defaultConfiguration.level);
    }
    for (const { executionSuccessful, toolExecutionNotifications } of invocations) {
      expect(executionSuccessful).toBe(true);
      for (const { message } of toolExecutionNotifications) expect(message.text).toBeTypeOf('string');
    }
    for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(levels).toContain(level);
      expect(message.text.length).toBeGreaterThan(10);
      expect(Object.values(partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
      for (const { physicalLocation } of locations) {
        expect(Object.keys(physicalLocation)).toEqual(['artifactLocation', 'region']);
        expect(physicalLocation.artifactLocation.uri).toMatch(/^[A-Za-z0-9%./_~!*'()-]+$/);
        expect(Object.keys(physicalLocation.region)).toEqual(['startLine', 'startColumn']);
        for (const number of Object.values(physicalLocation.region)) expect(number).toBeGreaterThan(0);
      }
    }
  }
}

describe('the SARIF', () => {
  it('is SARIF 2.1.0: rules that are used, results that point at them, places as URIs, and no snippet', () => {
    const sarif = JSON.parse(reportSarif(told));
    expectValid(sarif);
    const [{ tool, results, invocations }] = sarif.runs;
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['binance-secret']);
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'src/a%20b.ts' },
      region: { startLine: 3, startColumn: 9 },
    });
    expect(results[0].partialFingerprints).toEqual({ 'gatehouse/v1': finding.fingerprint });
    expect(results[1].properties).toEqual({ commit: '0123456789ab' });
    expect(invocations[0].toolExecutionNotifications).toHaveLength(1);
    expect(JSON.stringify(sarif)).not.toMatch(/snippet|contents/);
  });

  it('is valid without findings, and with a name that no URI can hold', () => {
    expectValid(JSON.parse(reportSarif(clean)));
    expectValid(JSON.parse(reportSarif({ ...told, findings: [{ ...finding, path: 'a\ud800/b' }] })));
  });

  it('makes a note of a publicly known test key, whatever its rule says of others, and tells all facts', () => {
    const facts = { known: 'Hardhat account 0', inHead: true, pushed: false, pair: '7f', decoded: 'hex' };
    const log = JSON.parse(reportSarif({ ...told, findings: [{ ...finding, severity: 'info', ...facts }] }));
    expectValid(log);
    const [{ results }] = log.runs;
    expect(results[0]).toMatchObject({ level: 'note', properties: facts });
    expect(results[0].message.text).toMatch(/publicly known: Hardhat account 0/);
    expect(results[0].message.text).not.toMatch(/revoke/);
  });
});
