import type { Finding } from './finding.ts';
import { factsOf, type Report, type Told } from './report.ts';

/** SARIF 2.1.0, without snippets: a snippet would show the line with the secret in it. */
export const reportSarif: Report = ({ findings, rules, notes }) => {
  const used = rules.filter(({ id }) => findings.some(({ rule }) => rule === id));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'gatehouse-scan',
            rules: used.map(({ id, finds, fix, severity }) => ({
              id,
              shortDescription: { text: sentence(`${finds} found`) },
              help: { text: sentence(fix) },
              defaultConfiguration: { level: levels[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: notes.map((text) => ({ level: 'note', message: { text } })),
          },
        ],
        results: findings.map((finding) => resultOf(finding, used)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function resultOf(finding: Finding, used: Told['rules']): object {
  const index = used.findIndex(({ id }) => id === finding.rule);
  const rule = used[index];
  const { commit, inHead, pushed, known, pair, decoded } = finding;
  const facts = factsOf(finding);
  const more = facts.length > 0 ? ` (${facts.join(', ')})` : '';
  return {
    ruleId: finding.rule,
    ...(index !== -1 && { ruleIndex: index }),
    // A publicly known test key is a note, whatever its rule says of others.
    level: levels[finding.severity],
    message: {
      text: sentence(`${rule?.finds ?? 'secret'} found${more}${rule && known === undefined ? `; ${rule.fix}` : ''}`),
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(finding.path) },
          region: { startLine: finding.line, startColumn: finding.column },
        },
      },
    ],
    partialFingerprints: { 'gatehouse/v1': finding.fingerprint },
    properties: { commit, inHead, pushed, known, pair, decoded },
  };
}

const levels = { block: 'error', warn: 'warning', info: 'note' } as const;

/** Half of a character, which a name in UTF-16 may hold, has no URI. */
const uriOf = (path: string) => path.toWellFormed().split('/').map(encodeURIComponent).join('/');

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
