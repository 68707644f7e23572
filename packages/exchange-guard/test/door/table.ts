import type { Swept } from './sweep.ts';

const columns = 'names refused allowed local gave-up generic beneath sockets settings raw acting money'.split(' ');

function cells(one: Swept): readonly number[] {
  const { generic, beneath, settings, control, sockets } = one;
  return [
    one.names,
    one.refused,
    one.allowed,
    one.local,
    one.gaveUp,
    generic.refused,
    beneath.stopped,
    sockets?.refused ?? 0,
    settings.tried - settings.changed.length,
    control.reached,
    control.acting,
    control.money,
  ];
}

/** The printed table: a line for each exchange, the sums, and each exchange that can withdraw by its name. */
export function table(swept: readonly Swept[]): string {
  const rows = swept.map((one) => [one.id, ...cells(one).map(String)]);
  const sums = swept.map(cells).reduce(
    (all, row) => all.map((sum, at) => sum + (row[at] ?? 0)),
    columns.map(() => 0),
  );
  const lines = [['exchange', ...columns], ...rows, ['all', ...sums.map(String)]];
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0))) ?? [];
  const laid = lines.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
  const able = swept.filter(({ withdrawal }) => withdrawal !== undefined);
  const refused = able.filter(({ withdrawal }) => withdrawal?.refused);
  const reached = able.filter(({ withdrawal }) => withdrawal?.reached);
  const sockets = swept.map((one) => one.sockets).filter((one) => one !== undefined);
  const breaches = swept.flatMap((one) => one.breaches);
  return [
    'On the guarded client: names called; refused by GuardError; let through a door; local, without any request, among',
    'them those that gave up before any wall; then endpoints refused to request, fetch2 and sign; calls beneath the',
    'guarded class that came to nothing; ways to a web socket refused; settings that held. On raw ccxt, the same names:',
    'that reached the server; that did more than read; that moved money, controlled keys or changed the account.',
    '',
    ...laid,
    '',
    `Exchanges with web sockets: ${sockets.length}; opened on raw ccxt: ${sockets.filter((one) => one?.reached).length}`,
    `Requests from guarded clients that had no business to arrive: ${breaches.length}`,
    `Exchanges that can withdraw: ${able.length}; reached on raw ccxt: ${reached.length}; refused: ${refused.length}`,
    ...wrapped(able.map(({ id, withdrawal }) => `${id}${withdrawal?.refused && withdrawal.reached ? '' : ' (!)'}`)),
  ].join('\n');
}

function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 116) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Where ccxt has endpoints that cannot be called with it at all: its part called private has no address there. */
const addressless: ReadonlySet<string> = new Set(['lighter']);

/** Everything that is not as it should be, in a line each. */
export function verdict(swept: readonly Swept[]): readonly string[] {
  return swept.flatMap(({ id, breaches, unjudged, settings, generic, beneath, withdrawal, control }) => [
    ...breaches.map((breach) => `${id}: reached the server: ${breach}`),
    ...unjudged.map((name) => `${id}: moves money on raw ccxt and was not judged: ${name}`),
    ...settings.changed.map((name) => `${id}: could be changed: ${name}`),
    ...(generic.refused === generic.tried
      ? []
      : [`${id}: ${generic.tried - generic.refused} generic calls not refused`]),
    ...(beneath.stopped === beneath.tried ? [] : [`${id}: ${beneath.tried - beneath.stopped} calls beneath arrived`]),
    ...(withdrawal?.refused === false ? [`${id}: the withdrawal was not refused (${withdrawal.code})`] : []),
    ...(withdrawal?.reached === false ? [`${id}: the withdrawal does not come to the point on raw ccxt either`] : []),
    ...(control.endpoints[1] < 0.9 * control.endpoints[0] && !addressless.has(id)
      ? [
          `${id}: of ${control.endpoints[0]} endpoints ${control.endpoints[1]} reached the server on raw ccxt: the control is weak`,
        ]
      : []),
  ]);
}
