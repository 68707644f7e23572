import { counted, plain, printable } from '../text/printable.ts';
import type { Finding } from './finding.ts';
import { factsOf, isBlocking, type Report, type Told } from './report.ts';

/** A line per finding, what blocks first; then what to do about each kind; and a last line with the remedy. */
export const reportText: Report = (told) => {
  const { findings, rules, notes, what } = told;
  const groups = (['block', 'warn', 'info'] as const)
    .map((severity) => findings.filter((finding) => finding.severity === severity))
    .filter((group) => group.length > 0);
  // What everybody knows needs nothing done.
  const used = rules.filter(({ id }) => findings.some(({ rule, known }) => rule === id && known === undefined));
  const parts = [
    ...groups.map((group) => group.map((finding) => lineOf(finding, told))),
    used.length > 0 ? ['What to do:', ...used.map(({ id, fix }) => `  ${id}: ${fix}.`)] : [],
    notes.map(plain),
  ];
  const blocking = findings.filter(isBlocking).length;
  const scanned = extentOf(told);
  const last = blocking === 0 ? cleanly(told, scanned) : `${remedies[what](blocking)} Scanned ${scanned}.`;
  return `${[...parts.filter((part) => part.length > 0).map((part) => `${part.join('\n')}\n`), last].join('\n')}\n`;
};

function lineOf(finding: Finding, { rules }: Told): string {
  const rule = rules.find(({ id }) => id === finding.rule);
  const facts = factsOf(finding).map(printable);
  const place = `${printable(finding.path)}:${finding.line}:${finding.column}`;
  return `${place}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}  ${finding.severity}  ${finding.rule}: ${rule?.finds ?? 'secret'} found`;
}

function cleanly({ findings, looked, what }: Told, scanned: string): string {
  if (looked.unread > 0 && what !== 'own') {
    return `Not all could be read, so nothing is known to be clean: let this user read it, or name what can be read as PATH. Scanned ${scanned}.`;
  }
  if (what === 'own' && findings.length === 0)
    return `None of your own keys stands in ${scanned}; for others, scan without --own.`;
  return findings.length === 0
    ? `No secrets found in ${scanned}.`
    : `Nothing here stops a commit, and a look at ${counted(findings.length, 'line')} above may be worth it. Scanned ${scanned}.`;
}

function extentOf({ looked, excused }: Told): string {
  const asides = [
    looked.binary > 0 ? `${looked.binary} binary` : '',
    looked.unread > 0 ? `${looked.unread} could not be read` : '',
    looked.special ? `${looked.special} no files` : '',
    looked.remembered ? `${looked.remembered.toLocaleString('en-US')} more known to be clean` : '',
    excused.allowed > 0 ? `${excused.allowed} allowed with a reason` : '',
    excused.ignored > 0 ? `${excused.ignored} passed over by .scanignore` : '',
    excused.baselined > 0 ? `${excused.baselined} in the baseline${movedIn(excused.moved)}` : '',
  ].filter(Boolean);
  const extent = `${counted(looked.contents, 'content')}, ${(looked.bytes / 1e6).toFixed(1)} MB`;
  return `${extent}${asides.length > 0 ? ` (${asides.join(', ')})` : ''}`;
}

const movedIn = (moved: number) => (moved > 0 ? `, ${moved} of them moved` : '');

const them = (count: number) => (count === 1 ? 'it' : 'them');
const stays = 'a false alarm stays with a comment "gatehouse-allow: REASON" on its line, or a line in .scanignore';

const remedies: Readonly<Record<Told['what'], (count: number) => string>> = {
  staged: (count) =>
    `Commit stopped: ${counted(count, 'secret')} staged. Take ${them(count)} out and stage again; ${stays}.`,
  pushed: (count) =>
    `Push stopped: ${counted(count, 'secret')} in the commits to be pushed. Take ${them(count)} out of the commits (git rebase -i), not only out of the files; ${stays}.`,
  tree: (count) =>
    `${counted(count, 'secret')} found. Take ${them(count)} out and revoke what was ever shared; ${stays}.`,
  history: (count) =>
    `${counted(count, 'secret')} found in the history. Deleting the file does not take back a key: revoke ${count === 1 ? 'it' : 'each'} where it was issued.`,
  stdin: (count) => `${counted(count, 'secret')} found in what was read. Revoke what was ever shared.`,
  logs: (count) =>
    `${counted(count, 'secret')} found in the logs. Revoke ${them(count)}, mend what wrote ${them(count)}, and delete the files.`,
  own: (count) =>
    `Your own keys stand in ${counted(count, 'place')}. Revoke and replace ${them(count)} first; docs/scanning.md says how to clean a history.`,
};
