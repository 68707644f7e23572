import { ScannerError } from './error.ts';
import type { What } from './scan.ts';

export interface CommandLine {
  readonly what: What;
  readonly path?: string;
  readonly as: 'text' | 'json' | 'sarif';
}

export const usage = 'Usage: pnpm scan [--staged | --history | --tree] [PATH] [--json | --sarif]';

const whats: readonly What[] = ['staged', 'history', 'tree'];

/** Reads the words after the command. Throws ScannerError USAGE for anything it does not know or that is said twice. */
export function readCommandLine(words: readonly string[]): CommandLine {
  const end = words.indexOf('--');
  const options = (end === -1 ? words : words.slice(0, end)).filter((word) => word.startsWith('-'));
  const paths = words.filter((word, index) => index !== end && (!word.startsWith('-') || (end !== -1 && index > end)));

  const asked = whats.filter((what) => options.includes(`--${what}`));
  const forms = (['json', 'sarif'] as const).filter((form) => options.includes(`--${form}`));
  const known = new Set([...whats, 'json', 'sarif'].map((name) => `--${name}`));
  const unknown = options.filter((option) => !known.has(option));
  if (unknown.length > 0) throw new ScannerError('USAGE', `There is no option ${JSON.stringify(unknown[0])}. ${usage}`);
  if (asked.length > 1 || forms.length > 1 || paths.length > 1) {
    throw new ScannerError('USAGE', `At most one of each kind can be given. ${usage}`);
  }
  const [what = 'tree'] = asked;
  const [as = 'text'] = forms;
  const [path] = paths;
  return { what, as, ...(path !== undefined && { path }) };
}
