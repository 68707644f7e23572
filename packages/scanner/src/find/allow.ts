// A finding is let through by a comment on its own line or on the line above, and only with a reason:
//   gatehouse-allow: the key that the exchange's documentation prints
const comment = /gatehouse-allow(?![\w-])(?::[ \t]*(?<reason>[^\n]{0,200}))?/;

/** A reason is words, not a tick. */
const shortestReason = 10;

/** What a comment makes of a finding. `bare`: there is one, and it gives no reason, so it allows nothing. */
export type Allowance = 'allowed' | 'bare' | 'none';

/** Looks for a comment that allows what stands at `at`; its reason must have at least ten letters. */
export function allowanceAt(text: string, at: number): Allowance {
  // Minified files have lines of megabytes: what belongs to a finding stands within a screen of it.
  const before = text
    .slice(Math.max(0, at - 1000), at)
    .split('\n')
    .slice(-2);
  const after = text.slice(at, at + 1000).split('\n', 1);
  const nearby = [before.at(-2), `${before.at(-1) ?? ''}${after[0] ?? ''}`];
  const found = nearby.map((line) => comment.exec(line ?? '')).filter((one) => one !== null);
  if (found.some(({ groups }) => lettersOf(groups?.reason ?? '') >= shortestReason)) return 'allowed';
  return found.length > 0 ? 'bare' : 'none';
}

/** Returns true when a comment with a reason allows what stands at `at`. */
export const isAllowed = (text: string, at: number) => allowanceAt(text, at) === 'allowed';

const lettersOf = (reason: string) => reason.replace(/[^\p{L}\p{N}]/gu, '').length;
