import { parseEnv } from 'node:util';
import { isAlert, settingNames } from './environment.ts';
import { ConfigError } from './error.ts';

/** The BOT_* variables that are set, by name. A name that nobody knows has an empty value: it may hold anything. */
export type Settings = Readonly<Record<string, string>>;

/**
 * Returns the BOT_* settings (not BOT_ALERT_*) of the environment and of `.env`. An empty variable counts as absent.
 * Throws SETTING_CONFLICT when a name has two values, SETTING_MALFORMED when a line cannot be read. Unknown names stay
 * in, without their values, so that readConfig can list them beside everything else that is wrong.
 *
 * Of `.env` only the lines that begin with BOT_ are ever turned into text: the others hold keys.
 */
export function settingsFrom(input: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dotenv?: Uint8Array;
}): Settings {
  const exported = Object.entries(input.env).filter(([name]) => isSetting(name));
  const { written, malformed } = linesOf(input.dotenv ?? new Uint8Array());
  if (malformed.length > 0) throw new ConfigError('SETTING_MALFORMED', malformed);

  const settings = new Map<string, string>();
  const conflicts = new Set<string>();
  for (const [name, value] of [...exported, ...written]) {
    if (value === undefined || (value === '' && settingNames.includes(name))) continue;
    const kept = settingNames.includes(name) ? value : '';
    if (settings.has(name) && settings.get(name) !== kept) {
      conflicts.add(`${name} has two values, in the environment and .env or twice in .env: keep one.`);
    }
    settings.set(name, kept);
  }
  if (conflicts.size > 0) throw new ConfigError('SETTING_CONFLICT', [...conflicts]);
  return Object.freeze(Object.fromEntries(settings));
}

function isSetting(name: string): boolean {
  return name.startsWith('BOT_') && !isAlert(name);
}

function linesOf(bytes: Uint8Array) {
  const written: [string, string][] = [];
  const malformed: string[] = [];
  for (const [index, line] of split(bytes).entries()) {
    const { name, from } = nameIn(line);
    if (!isSetting(name)) continue;
    const [entry, ...more] = Object.entries(parseEnv(new TextDecoder().decode(line.subarray(from))));
    if (entry?.[0] === name && entry[1] !== undefined && more.length === 0) written.push([name, entry[1]]);
    else malformed.push(`Line ${index + 1} of .env begins with BOT_ and is not NAME=value: write it so.`);
  }
  return { written, malformed };
}

function split(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  // A byte order mark would hide the first line.
  let from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (from < bytes.length) {
    const newline = bytes.indexOf(0x0a, from);
    const end = newline < 0 ? bytes.length : newline;
    lines.push(bytes.subarray(from, end));
    from = end + 1;
  }
  return lines;
}

/** The name that a line sets, when it begins with BOT_, and where it stands. No other byte becomes text. */
function nameIn(line: Uint8Array): { name: string; from: number } {
  const begins = (word: string, at: number) => [...word].every((letter, index) => line[at + index] === codeOf(letter));
  const pastBlanks = (at: number) => {
    let next = at;
    while (line[next] === 0x20 || line[next] === 0x09) next += 1;
    return next;
  };
  let from = pastBlanks(0);
  if (begins('export ', from) || begins('export\t', from)) from = pastBlanks(from + 7);
  if (!begins('BOT_', from)) return { name: '', from };
  let end = from;
  while (end < line.length && /\w/.test(String.fromCharCode(line[end] ?? 0))) end += 1;
  return { name: new TextDecoder().decode(line.subarray(from, end)), from };
}

function codeOf(letter: string): number {
  return letter.charCodeAt(0);
}
