import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';
import type { ScanReport } from './scan.ts';

/** What each way of reporting prints on stdout. None of them can print a value: a finding holds none. */
export type Report = (report: ScanReport, rules: readonly Rule[]) => string;

/** A line per finding, and a last line that says what to do. */
export const reportText: Report = ({ findings, looked, allowed, what }, rules) => {
  const lines = findings.map((finding) => {
    const rule = rules.find(({ id }) => id === finding.rule);
    const place = `${printable(finding.path)}:${finding.line}:${finding.column}`;
    const commit = finding.commit === undefined ? '' : ` (commit ${finding.commit})`;
    return `${place}${commit}  ${finding.severity}  ${finding.rule}: ${rule?.finds} found; ${rule?.fix}.`;
  });
  const blocking = findings.filter(isBlocking).length;
  const extent = `${looked.contents} ${plural(looked.contents, 'content')}, ${(looked.bytes / 1e6).toFixed(1)} MB`;
  const asides = [
    looked.binary > 0 ? `${looked.binary} binary` : '',
    looked.unread > 0 ? `${looked.unread} could not be read` : '',
    allowed > 0 ? `${allowed} allowed with a reason` : '',
  ].filter(Boolean);
  const scanned = `${extent}${asides.length > 0 ? ` (${asides.join(', ')})` : ''}`;
  lines.push(blocking === 0 ? `No secrets found in ${scanned}.` : `${remedies[what](blocking)} Scanned ${scanned}.`);
  return `${lines.join('\n')}\n`;
};

const remedies: Readonly<Record<ScanReport['what'], (count: number) => string>> = {
  staged: (count) =>
    `Commit stopped: ${count} ${plural(count, 'secret')} staged. Take ${count === 1 ? 'it' : 'them'} out and stage again; a false alarm is let through by a comment "gatehouse-allow: REASON" on its line.`,
  tree: (count) =>
    `${count} ${plural(count, 'secret')} found. Take ${count === 1 ? 'it' : 'them'} out and revoke what was ever shared; a false alarm is let through by a comment "gatehouse-allow: REASON" on its line.`,
  history: (count) =>
    `${count} ${plural(count, 'secret')} found in the history. Deleting the file does not take back a key: revoke ${count === 1 ? 'it' : 'each'} where it was issued.`,
};

/** The shape that the design fixes: `{ "findings": [...] }`. */
export const reportJson: Report = ({ findings }) => `${JSON.stringify({ findings }, undefined, 2)}\n`;

/** SARIF 2.1.0, without snippets: a snippet would show the line with the secret in it. */
export const reportSarif: Report = ({ findings }, rules) => {
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
        results: findings.map((finding) => {
          const index = used.findIndex(({ id }) => id === finding.rule);
          const rule = used[index];
          return {
            ruleId: finding.rule,
            ruleIndex: index,
            level: levels[finding.severity],
            message: { text: sentence(`${rule?.finds} found; ${rule?.fix}`) },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: finding.path.split('/').map(encodeURIComponent).join('/') },
                  region: { startLine: finding.line, startColumn: finding.column },
                },
              },
            ],
            partialFingerprints: { 'gatehouse/v1': finding.fingerprint },
            ...(finding.commit !== undefined && { properties: { commit: finding.commit } }),
          };
        }),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

const levels = { block: 'error', warn: 'warning', info: 'note' } as const;

/** Only what blocks makes a scan end with 1. */
export const isBlocking = ({ severity }: Finding) => severity === 'block';

const plural = (count: number, noun: string) => (count === 1 ? noun : `${noun}s`);

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** A path as one word on one line: a name with line ends or escape codes must not write on the terminal. */
function printable(path: string): string {
  const escaped = JSON.stringify(path).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped === `"${path}"` ? path : escaped;
}
