import { scopeNames } from '../src/key-permissions.ts';
import { titleOf } from '../test/contract/row.ts';
import type { RowOutcome } from '../test/contract/run.ts';
import { contractTable } from '../test/contract/table.ts';
import { type KeyPage, keyPages } from './key-pages.ts';
import { prose } from './prose.ts';
import { sightColumns, sightOf } from './sight.ts';
import { toWrite, type Writing } from './to-write.ts';

/** An exchange that tells nothing of its keys. */
export interface Silent {
  readonly id: string;
  readonly title: string;
  /** Whether a signed read is asked, which proves at least that the key works from here. */
  readonly answers: boolean;
}

export interface Known {
  /** Every scene of every exchange that has a reader, and of some that have none. */
  readonly results: readonly RowOutcome[];
  /** The ids that orders can go to. */
  readonly orderedAt: readonly string[];
  /** The ids that have a reader. */
  readonly read: readonly string[];
  readonly silent: readonly Silent[];
  /** Which credentials each id with a reader wants. */
  readonly fields: ReadonlyMap<string, Writing['fields']>;
}

/** docs/exchanges.md, whole. */
export function pageOf(known: Known): string {
  const { results, read, silent } = known;
  const told = results.filter(({ row }) => read.includes(row.exchange));
  const parts = [
    '# Exchanges',
    prose(
      'Before anything is ordered, the bot asks the exchange what its key may do, and starts only when the key can do what',
      'the bot needs and nothing else. Exchanges differ in what they tell. This page says what yours tells, what to tick on',
      'its key page, and what you have to look at yourself.',
    ),
    prose(
      'Nobody writes this page: `pnpm --filter @gatehouse/exchange-guard run docs:exchanges` does, from the same answers',
      'that the tests give to the audit, and a test fails when it is out of date. No exchange was asked for it: the answers',
      'are those of the documentation.',
    ),
    '## Find yours',
    finding(known),
    prose(
      'Where it says `audit only`, `pnpm bot preflight` tells what the key may do and that nothing can be traded, and',
      '`pnpm start` is refused.',
    ),
    prose(`The other ${silent.length} of ccxt's exchanges are [at the end](#the-others).`),
    '## On its key page, and in your files',
    prose('The words are those of each exchange’s documentation; its pages may have moved on.'),
    prose(
      'The lines of `bot.config.ts` stand beside `mode` and `limits`, not inside of them. `acceptUnknown` is needed where it',
      'is shown, and at no other exchange: without it the line of `permissions` or of `ip` fails and names what is missing.',
      'The others go into `.env`, of mode 0600, with `BOT_MODE=live`; or each into a file of its own with',
      '`BOT_CREDENTIALS=file:DIR`. A PEM goes into one line of `.env` with `\\n` for each end of a line, or into its file as',
      'it is.',
    ),
    ...keyPages.map((page) => sectionOf(page, known)),
    '## What the audit can see',
    prose(
      '`cannot tell` counts against a key as much as a bad answer does: it fails the start until it is accepted by name.',
      'A key that can change its own permissions or its own addresses is refused, whatever else is read about it.',
    ),
    table(
      ['exchange', ...sightColumns],
      told.map((result) => {
        const { title, cells } = sightOf(result);
        return [title, ...cells];
      }),
    ),
    '## What you accept by name',
    prose(
      'What an exchange cannot tell, somebody has to look up on its key page, and write down in `bot.config.ts` with the',
      'reason. Only the exchange and the fact that are named are accepted, and only while they are unknown: what is known to',
      'be wrong is never forgiven. The audit goes on to warn of it.',
    ),
    [
      '```ts',
      'acceptUnknown: {',
      "  coinbase: { ipBinding: 'bound to 203.0.113.7 on the CDP page, looked at on 2026-11-20' },",
      '},',
      '```',
    ].join('\n'),
    table(
      ['exchange', 'facts to accept'],
      told.filter(({ row }) => row.cannotTell.length > 0).map(({ row }) => [titleOf(row), factsIn(row.cannotTell)]),
    ),
    prose(
      'Where one of `withdraw`, `withdrawalAddresses`, `fiat` or `custody` is accepted, money could leave in a way that was',
      'not seen, so live mode also needs a ceiling: `limits.maxOrderValue` set, and not loosened.',
    ),
    '## What the audit says',
    prose(
      'Each row went through the real ccxt client over HTTP, to a server on loopback that gives the documented answer.',
      '`along` is what an exchange gives to every key together with trading, which nobody can take away. `n/a` says why a',
      'scene cannot be shown there.',
      '`pnpm --filter @gatehouse/exchange-guard run contract` prints the same table.',
    ),
    contractTable(results),
    '## The others',
    prose(
      'These tell nothing about a key that anybody has taught this bot to read. They can be read and audited, never ordered',
      'at; each fact about the key has to be accepted by name, and a ceiling on the order value set.',
    ),
    prose('One signed read proves that the key works from here:', `${listed(silent, true)}.`),
    ...(silent.every(({ answers }) => answers)
      ? []
      : [prose('Not even that is known to be harmless, so nothing is asked:', `${listed(silent, false)}.`)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function finding({ results, orderedAt }: Known): string {
  const bestOf = (id: string) => results.find(({ row }) => row.exchange === id)?.row;
  const rows = keyPages.map(({ name, ids }) => {
    const ordered = ids.filter((id) => orderedAt.includes(id));
    const orders = ordered.length === ids.length ? 'yes' : ordered.length === 0 ? 'audit only' : ordered.join(', ');
    const [row] = ids.map(bestOf);
    const accept = row === undefined || row.cannotTell.length === 0 ? 'nothing' : `${row.cannotTell.length}`;
    return [`[${name}](#${anchorOf(name)})`, ids.map((id) => `\`${id}\``).join(', '), orders, row?.best ?? '', accept];
  });
  return table(['exchange', 'ccxt id', 'orders here', 'the best key comes to', 'facts to accept'], rows);
}

function sectionOf(page: KeyPage, { results, orderedAt, fields }: Known): string {
  const { name, tick, note } = page;
  const writing = toWrite(page, (id) => {
    const row = results.find((result) => result.row.exchange === id)?.row;
    return {
      fields: fields.get(id) ?? [],
      cannotTell: row?.cannotTell ?? [],
      market: row?.need ?? 'spot',
      ordered: orderedAt.includes(id),
    };
  });
  return [`### ${name}`, prose(tick), ...(note === undefined ? [] : [prose(note)]), writing].join('\n\n');
}

/** As the page's own headings are linked to. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

function factsIn(facts: readonly string[]): string {
  const left = scopeNames.filter((scope) => !facts.includes(scope));
  const others = facts.filter((fact) => !(scopeNames as readonly string[]).includes(fact));
  if (left.length > 3) return facts.map((fact) => `\`${fact}\``).join(', ');
  const but = left.length === 0 ? '' : ` but ${left.map((scope) => `\`${scope}\``).join(', ')}`;
  return [`each of the ${scopeNames.length} permissions${but}`, ...others.map((fact) => `\`${fact}\``)].join('; ');
}

function listed(silent: readonly Silent[], answers: boolean): string {
  return silent
    .filter((one) => one.answers === answers)
    .map(({ id, title }) => (title.toLowerCase().replace(/\W/g, '') === id ? `\`${id}\`` : `\`${id}\` (${title})`))
    .join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
