import { printable } from '../text/printable.ts';
import type { FoundKey } from './found-keys.ts';
import { headlineOf, introduce, type LiveVerdict } from './verify.ts';

/** What to do about one key, in the order in which it helps: revoke, rotate, clean, prove. */
export function runbookFor(key: FoundKey, verdict: LiveVerdict | undefined): string {
  const { title, places } = key;
  const paths = [...new Set(places.map(({ path }) => path))];
  const inHistory = places.some(({ commit }) => commit !== undefined);
  const says = verdict ? `${headlineOf(verdict)} ${printable(verdict.says)}` : 'Not asked, so treat it as live.';
  const takes = verdict?.can.some((word) => /withdraw|transfer/.test(word));
  return [
    `${introduce(key, 'Runbook')}`,
    `  ${says}`,
    '',
    ...(verdict?.state === 'dead'
      ? ['  1. Revoked already: the exchange does not know it.']
      : [
          `  1. Revoke. Open ${title}'s API page (type its address, follow no link) and delete the key.${takes ? ' Now: it can move money out.' : ''}`,
          '     Then look at orders, trades, withdrawals, logins and other keys for what you do not recognise.',
        ]),
    '  2. Rotate. Make a new key that can trade and not withdraw, bound to the address of your bot. Put it where the bot',
    '     reads it, never into a file that git tracks. docs/rotating-a-key.md goes through it.',
    '  3. Clean. Take it out of the file(s), and commit:',
    ...paths.map((path) => `       ${printable(path)}`),
    ...(inHistory
      ? historySteps(paths)
      : [
          '     Where it was ever committed, the history holds it: pnpm scan --verify --history shows how to clean that.',
        ]),
    '  4. Prove it dead. Run this again: it must say DEAD, or be refused where it was live before. Then pnpm scan --history must find nothing.',
    '',
  ].join('\n');
}

function historySteps(paths: readonly string[]): readonly string[] {
  return [
    '     The history: in a fresh mirror, because these commands rewrite every commit after it. Write the value into a file',
    '     outside the repository with an editor (../leaked.txt, one value a line), and delete that file afterwards.',
    '       git clone --mirror URL clean.git && cd clean.git',
    '       git filter-repo --replace-text ../leaked.txt',
    ...paths.map((path) => `         or, for whole files: git filter-repo --invert-paths --path ${shellWord(path)}`),
    '         or with BFG: java -jar bfg.jar --replace-text ../leaked.txt . && git reflog expire --expire=now --all && git gc --prune=now',
    '       git push --force --mirror URL',
    '     Forks, clones, caches and pull requests keep what they have: that is why revoking comes first.',
  ];
}

/** One word of a shell, also for a name that was made to be more than one. */
export function shellWord(path: string): string {
  if (printable(path) === path) return `'${path.replaceAll("'", `'\\''`)}'`;
  const bytes = [...Buffer.from(path)].map((byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return `$'${bytes.join('')}'`;
}
