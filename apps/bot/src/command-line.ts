import { parseArgs } from 'node:util';

/** What a person asked for on the command line. One shape per verb; a verb that is not here does not exist. */
export type Command =
  | {
      readonly verb: 'start';
      readonly forMs?: number;
      readonly adopt?: Signed;
      readonly candles?: string;
      readonly config?: string;
    }
  | { readonly verb: 'preflight'; readonly json: boolean; readonly config?: string }
  | { readonly verb: 'ip'; readonly config?: string }
  | { readonly verb: 'halt'; readonly signed: Signed; readonly config?: string }
  | { readonly verb: 'resume'; readonly id: string; readonly signed: Signed; readonly config?: string }
  | {
      readonly verb: 'rotate record';
      readonly created: Date;
      readonly by: string;
      readonly note: string;
      readonly config?: string;
    }
  | { readonly verb: 'rotate check'; readonly config?: string }
  | { readonly verb: 'trail verify'; readonly head?: string; readonly config?: string }
  | {
      readonly verb: 'intent settle';
      readonly id: string;
      readonly as: Settled;
      readonly signed: Signed;
      readonly config?: string;
    }
  | { readonly verb: 'status'; readonly json: boolean; readonly config?: string }
  | { readonly verb: 'help' };

/** What a person may say became of an order that no exchange can tell of. */
export type Settled = (typeof settlements)[number];
const settlements = ['filled', 'cancelled', 'rejected', 'expired', 'not-found'] as const;

/** Somebody who answers for an act, and why. */
export interface Signed {
  readonly by: string;
  readonly reason: string;
}

/** The command line was wrong: exit code 2. The message says what, and what to type instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

interface Verb {
  readonly usage: string;
  readonly does: string;
  /** Option name to whether it takes a text. */
  readonly options: Readonly<Record<string, 'text' | 'flag'>>;
  readonly words: number;
  read(values: Values, words: readonly string[]): Command;
}

const verbs: Readonly<Record<string, Verb>> = {
  __proto__: null as never,
  start: {
    usage: 'start [--for 30s] [--adopt-baseline --by NAME --reason TEXT] [--candles FILE]',
    does: 'proves the keys, then trades; --for stops cleanly after a while',
    options: { for: 'text', 'adopt-baseline': 'flag', by: 'text', reason: 'text', candles: 'text' },
    words: 0,
    read: (values) => {
      const forText = textOf(values, 'for');
      const candles = textOf(values, 'candles');
      if (values['adopt-baseline'] !== true && (values.by !== undefined || values.reason !== undefined)) {
        throw new UsageError('`start` takes --by and --reason together with --adopt-baseline, and not alone.');
      }
      return {
        verb: 'start',
        ...(forText === undefined ? {} : { forMs: durationOf(forText) }),
        ...(values['adopt-baseline'] === true ? { adopt: signedOf(values, 'start --adopt-baseline') } : {}),
        ...(candles === undefined ? {} : { candles }),
      };
    },
  },
  preflight: {
    usage: 'preflight [--json]',
    does: 'runs the same ten checks and stops there',
    options: { json: 'flag' },
    words: 0,
    read: (values) => ({ verb: 'preflight', json: values.json === true }),
  },
  ip: {
    usage: 'ip',
    does: 'prints the address that an exchange will see, for its allow-list page',
    options: {},
    words: 0,
    read: () => ({ verb: 'ip' }),
  },
  halt: {
    usage: 'halt --by NAME --reason TEXT',
    does: 'stops all trading until somebody resumes it, and cancels own orders',
    options: { by: 'text', reason: 'text' },
    words: 0,
    read: (values) => ({ verb: 'halt', signed: signedOf(values, 'halt') }),
  },
  resume: {
    usage: 'resume HALT_ID --by NAME --reason TEXT',
    does: 'lifts the halt that it names',
    options: { by: 'text', reason: 'text' },
    words: 1,
    read: (values, [id = '']) => ({ verb: 'resume', id, signed: signedOf(values, 'resume') }),
  },
  'rotate record': {
    usage: 'rotate record --created DATE --by NAME --note TEXT',
    does: 'records when the key was made; a record can only make it older',
    options: { created: 'text', by: 'text', note: 'text' },
    words: 0,
    read: (values) => ({
      verb: 'rotate record',
      created: dateOf(required(values, 'created', 'rotate record')),
      by: required(values, 'by', 'rotate record'),
      note: required(values, 'note', 'rotate record'),
    }),
  },
  'rotate check': {
    usage: 'rotate check',
    does: 'says how old the key is and what the policy makes of it',
    options: {},
    words: 0,
    read: () => ({ verb: 'rotate check' }),
  },
  'trail verify': {
    usage: 'trail verify [--head HASH]',
    does: 'reads the whole audit trail and names the first entry that is not as it was written',
    options: { head: 'text' },
    words: 0,
    read: (values) => {
      const head = textOf(values, 'head');
      return { verb: 'trail verify', ...(head === undefined ? {} : { head }) };
    },
  },
  'intent settle': {
    usage: 'intent settle ORDER_ID --as OUTCOME --by NAME --reason TEXT',
    does: 'says what became of an order when the exchange no longer can',
    options: { as: 'text', by: 'text', reason: 'text' },
    words: 1,
    read: (values, [id = '']) => {
      const as = settlements.find((known) => known === values.as);
      if (as === undefined) throw new UsageError(`\`intent settle\` needs --as, one of ${settlements.join(', ')}.`);
      return { verb: 'intent settle', id, as, signed: signedOf(values, 'intent settle') };
    },
  },
  status: {
    usage: 'status [--json]',
    does: 'says what the bot is doing, also while it runs',
    options: { json: 'flag' },
    words: 0,
    read: (values) => ({ verb: 'status', json: values.json === true }),
  },
};

/** Reads the words after the program's name. Throws UsageError; never prints and never exits. */
export function readCommand(argv: readonly string[]): Command {
  const [first = 'help', second = ''] = argv;
  if (first === 'help' || first === '--help' || first === '-h') return { verb: 'help' };
  const twoWords = `${first} ${second}`;
  const two = verbs[twoWords] !== undefined;
  const name = two ? twoWords : first;
  const verb = verbs[name];
  if (verb === undefined) {
    const children = Object.keys(verbs).filter((known) => known.startsWith(`${first} `));
    throw new UsageError(
      children.length > 0
        ? `\`${first}\` wants one more word: type ${children.map((child) => `\`${child}\``).join(' or ')}.`
        : `There is no command \`${printable(first)}\`: type one of ${Object.keys(verbs).join(', ')}.`,
    );
  }
  const rest = argv.slice(two ? 2 : 1);
  const { values, positionals } = parse(name, verb, rest);
  if (positionals.length !== verb.words || positionals.some((word) => word.trim() === '')) {
    throw new UsageError(
      `\`${name}\` takes ${verb.words === 0 ? 'no word' : 'one word'} besides its options: type \`${verb.usage}\`.`,
    );
  }
  const config = textOf(values, 'config');
  return { ...verb.read(values, positionals), ...(config === undefined ? {} : { config }) };
}

/** The page that `help` prints. */
export function usage(): string {
  const width = Math.max(...Object.values(verbs).map((verb) => verb.usage.length));
  const lines = Object.values(verbs).map((verb) => `  pnpm bot ${verb.usage.padEnd(width)}  ${verb.does}`);
  return [
    'Gatehouse: every order passes one gate, and the gate opens only when the keys behind it are proven safe.',
    '',
    ...lines,
    '',
    'Every command takes --config FILE. `pnpm start` is `pnpm bot start`.',
  ].join('\n');
}

function parse(name: string, verb: Verb, rest: readonly string[]): { values: Values; positionals: readonly string[] } {
  const options = Object.fromEntries(
    Object.entries({ ...verb.options, config: 'text' }).map(([option, kind]) => [
      option,
      { type: kind === 'text' ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  let read: { values: Values; positionals: readonly string[] };
  try {
    read = parseArgs({ args: [...rest], options, allowPositionals: true, strict: true }) as never;
  } catch (error) {
    // Node's own sentence may quote what was typed, and somebody may have typed a key.
    const unknown = rest.find((word) => /^-./.test(word) && !Object.hasOwn(options, optionIn(word)));
    const what =
      (error as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
        ? `has no option \`${printable(unknown?.split('=', 1)[0] ?? '')}\``
        : 'misses the value of an option, has one that begins with a dash, or one where none belongs';
    throw new UsageError(`\`${name}\` ${what}: type \`${verb.usage}\`.`);
  }
  // A variable that was not set arrives as an empty word; leaving it out would do something else than was asked.
  const blank = Object.keys(read.values).find((option) => String(read.values[option]).trim() === '');
  if (blank !== undefined)
    throw new UsageError(`\`${name}\` has an empty --${blank}: give it a value or leave it out.`);
  return read;
}

function optionIn(word: string): string {
  return word.replace(/^--?/, '').split('=', 1)[0] ?? '';
}

function textOf(values: Values, option: string): string | undefined {
  const value = values[option];
  return typeof value === 'string' ? value : undefined;
}

function required(values: Values, option: string, verb: string): string {
  const value = textOf(values, option);
  if (value === undefined)
    throw new UsageError(`\`${verb}\` needs --${option}: type \`${verbs[verb]?.usage ?? verb}\`.`);
  return value;
}

function signedOf(values: Values, verb: string): Signed {
  const by = textOf(values, 'by');
  const reason = textOf(values, 'reason');
  if (by === undefined || reason === undefined) {
    throw new UsageError(
      `\`${verb}\` needs --by NAME and --reason TEXT: somebody answers for it, and the trail keeps why.`,
    );
  }
  return { by, reason };
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `30s`, `5m`, `500ms`; at most 24 days, the longest that a timer of the runtime can hold. */
function durationOf(text: string): number {
  const [, digits, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
  const ms = Number(digits) * (units[unit ?? ''] ?? Number.NaN);
  if (!(ms > 0 && ms <= 24 * 86_400_000)) {
    throw new UsageError('`--for` wants a whole number with a unit, such as 30s, 5m or 2h, up to 24d.');
  }
  return ms;
}

function dateOf(text: string): Date {
  const date = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) ? new Date(text) : new Date(Number.NaN);
  // The engine takes the 30th of February for the 2nd of March.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text.slice(0, 10))
    throw new UsageError('`--created` wants a date such as 2026-11-23, as the exchange shows it for the key.');
  return date;
}

/** A word is repeated only when it looks like a word: somebody may have typed a key. */
function printable(word: string): string {
  return /^-{0,2}[a-z][a-z-]{0,19}$/.test(word) ? word : `(a word of ${word.length} characters)`;
}
