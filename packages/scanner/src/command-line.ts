import { ScannerError } from './error.ts';

/** What can be looked through; `pushed` is what git tells a pre-push hook on standard input. */
const whats = ['tree', 'staged', 'history', 'stdin', 'logs', 'pushed'] as const;
const forms = ['text', 'json', 'sarif'] as const;
const flags = ['unreachable', 'archives', 'verify', 'help'] as const;
const values = ['baseline', 'write-baseline', 'rules', 'own', 'exchange', 'remote', 'verifier'] as const;

export type Asked = (typeof whats)[number];
type Flag = (typeof flags)[number];
type Value = (typeof values)[number];

export interface CommandLine {
  /** Absent: the whole tree, or with `own` everything there is. */
  readonly what?: Asked;
  readonly path?: string;
  readonly as: (typeof forms)[number];
  readonly flags: ReadonlySet<Flag>;
  readonly values: { readonly [name in Value]?: string };
}

export const usage =
  'Usage: pnpm scan [--tree | --staged | --history | --stdin | --logs] [PATH] [--json | --sarif]; --help lists the rest.';

/** Words that say something of each other's subject: each row is refused, in its own words. */
const contradictions: readonly (readonly [(line: CommandLine) => boolean, string])[] = [
  [({ flags, what }) => flags.has('unreachable') && what !== 'history', '--unreachable goes with --history only.'],
  [(line) => line.flags.has('archives') && isOne(line, 'staged', 'pushed'), '--archives is for what is no commit yet.'],
  [(line) => isOne(line, 'stdin', 'pushed') && line.path !== undefined, 'Standard input takes no PATH.'],
  [({ flags, values }) => flags.has('verify') && values.own !== undefined, '--verify and --own are two commands.'],
  [(line) => line.flags.has('verify') && isOne(line, 'staged', 'pushed'), '--verify is never part of a hook.'],
  [(line) => line.flags.has('verify') && isOne(line, 'stdin'), '--verify asks on the terminal, not with --stdin.'],
  [({ flags, as }) => flags.has('verify') && as !== 'text', '--verify talks with a person: leave out the form.'],
  [
    (line) => line.values.own !== undefined && isOne(line, 'stdin', 'logs', 'pushed'),
    '--own looks through --tree, --staged, --history, or all of it.',
  ],
  [
    ({ values }) =>
      values.own !== undefined && (values.baseline ?? values['write-baseline'] ?? values.rules) !== undefined,
    'Nothing can excuse an own key: leave out what stands beside --own.',
  ],
  [({ values }) => values.exchange !== undefined && values.own === undefined, '--exchange goes with --own.'],
  [
    (line) => line.values['write-baseline'] !== undefined && !isOne(line, 'tree', 'history'),
    'A baseline is written from the whole --tree or --history.',
  ],
  [
    ({ values }) => values.baseline !== undefined && values['write-baseline'] !== undefined,
    'One baseline at a time: --baseline reads it, --write-baseline writes it.',
  ],
];

const isOne = ({ what = 'tree' }: CommandLine, ...some: readonly Asked[]) => some.includes(what);

/**
 * Reads the words after the command. Throws ScannerError USAGE, one sentence, for what it does not know, what is said
 * twice and what contradicts itself. A word is never repeated back: it may be a secret that slipped in.
 */
export function readCommandLine(words: readonly string[]): CommandLine {
  const end = words.indexOf('--');
  const paths = end === -1 ? [] : words.slice(end + 1);
  const asked: Asked[] = [];
  const formed: Exclude<CommandLine['as'], 'text'>[] = [];
  const flagged = new Set<Flag>();
  const given: { [name in Value]?: string } = {};

  const before = end === -1 ? words : words.slice(0, end);
  for (let at = 0; at < before.length; at++) {
    const word = before[at] ?? '';
    if (!word.startsWith('-') || word === '-') {
      paths.push(word);
      continue;
    }
    const [, name = '', inline] = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    const value = one(values, name);
    if (value !== undefined) {
      if (given[value] !== undefined) throw wrong(`--${value} is given twice.`);
      const text = inline ?? before[++at];
      // A word that begins with a dash is the next option, and the value was forgotten.
      if (text === undefined || text === '' || (inline === undefined && text.startsWith('-'))) {
        throw wrong(`--${value} needs a value after it.`);
      }
      given[value] = text;
      continue;
    }
    if (inline !== undefined) throw wrong(`${nameOf(word)} is unknown, or takes no value.`);
    const [what, form, flag] = [one(whats, name), one(['json', 'sarif'] as const, name), one(flags, name)];
    if (what) asked.push(what);
    else if (form) formed.push(form);
    else if (flag) flagged.add(flag);
    else throw wrong(`There is no option ${nameOf(word)}.`);
  }

  if (paths.length > 1) throw wrong('Only one PATH can be given, and here are more: name the folder that holds them.');
  if (asked.length > 1 || formed.length > 1)
    throw wrong('Of what to look at, and of how to report it, only one each can be given.');
  const [what] = asked;
  const [path] = paths;
  const line: CommandLine = {
    ...(what && { what }),
    ...(path !== undefined && { path }),
    as: formed[0] ?? 'text',
    flags: flagged,
    values: given,
  };
  const contradiction = contradictions.find(([holds]) => holds(line));
  if (contradiction) throw wrong(contradiction[1]);
  return line;
}

const one = <Name extends string>(names: readonly Name[], text: string) => names.find((name) => name === text);

/** Only what looks like an option's name is repeated, and nothing after its `=`. */
const nameOf = (word: string) => /^--?[a-z][a-z-]{0,24}(?==|$)/.exec(word)?.[0] ?? 'of that name';

const wrong = (says: string) => new ScannerError('USAGE', `${says} ${usage}`);

export const help = `pnpm scan looks for keys, secrets, passphrases and wallets that stand where they should not.

  pnpm scan [WHAT] [PATH] [OPTIONS]

What to look through:
  --tree            what git tracks in a folder, or would add (default)
  --staged          what the next commit would write
  --history         everything that a branch, tag or stash holds; each content once
  --unreachable       and what nothing holds any more
  --stdin           standard input
  --logs            log files, ignored ones too (default: .state/logs)
  --archives        look into zip, tar and gzip files as well

What to print (never a value; there is no option that shows one):
  --json, --sarif   instead of a line per finding

What may stay:
  a comment "gatehouse-allow: REASON" on the line or above it; a line in .scanignore with a reason and a last day
  --baseline FILE         pass over what FILE lists (default: .scanbaseline where there is one)
  --write-baseline FILE   list what is found now

More:
  --rules FILE      your own rules (default: scan.rules.json where there is one)
  --own SOURCE      look for the very values of your keys; SOURCE is env: or file:DIR
  --exchange ID       of this exchange only (default: of every one that SOURCE has a key for)
  --verify          ask the exchange, after a yes for each key, whether it is live and what it may do

It ends with 0 when nothing was found, 1 when a secret was, 2 when it could not look. docs/scanning.md tells more.
`;
