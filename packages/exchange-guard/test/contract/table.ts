import { scenes, titleOf } from './row.ts';
import { allRows } from './rows.ts';
import { type Outcome, type RowOutcome, runRow } from './run.ts';
import { ContractServer } from './server.ts';

/** The contract suite as a table in Markdown: what the audit says at each exchange, whatever is the matter. */
export function contractTable(results: readonly RowOutcome[]): string {
  const head = ['exchange', ...scenes];
  const lines = results.map(({ row, outcomes }) => [titleOf(row), ...outcomes.map(cellOf)]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What is said in one cell: the verdict, and what it rests on. */
export function cellOf({ via, note, audit, address, strict }: Outcome): string {
  if (via === 'n/a' || audit === undefined) return note ?? 'n/a';
  if (audit.result === 'fail') return `fail (${reasonOf(audit)})`;
  if (address?.result === 'fail') return 'fail (address)';
  const { along, accepted } = audit.evidence;
  const forgiven = [
    ...(strict?.result === 'fail' && typeof accepted === 'object' && accepted !== null ? Object.keys(accepted) : []),
    ...(address?.result === 'warn' ? ['ipBinding'] : []),
  ];
  const shown = [
    ...(Array.isArray(along) && along.length > 0 ? [`comes along: ${along.join(', ')}`] : []),
    ...(forgiven.length > 0 ? [`not told and accepted: ${factsIn(forgiven)}`] : []),
  ];
  const result = audit.result === 'warn' || address?.result === 'warn' ? 'warn' : 'pass';
  return shown.length === 0 ? result : `${result} (${shown.join('; ')})`;
}

function reasonOf({ evidence }: { readonly evidence: { readonly [key: string]: unknown } }): string {
  if (Array.isArray(evidence.against)) return factsIn(evidence.against as readonly string[]);
  if (Array.isArray(evidence.problems)) return 'not understood';
  const code = typeof evidence.venueCode === 'string' ? ` ${evidence.venueCode}` : '';
  return `${String(evidence.code)}${code}`;
}

const factsIn = (facts: readonly string[]): string =>
  facts.length > 6 ? `${facts.slice(0, 3).join(', ')} and ${facts.length - 3} more` : facts.join(', ');

/** Plays everything; each class of ccxt is loaded once. */
export async function runAll(): Promise<readonly RowOutcome[]> {
  const server = await new ContractServer().start();
  const results: RowOutcome[] = [];
  for (const row of allRows) results.push(await runRow(row, server));
  await server.stop();
  return results;
}

if (import.meta.main) process.stdout.write(`${contractTable(await runAll())}\n`);
