// A finding is let through by a comment on its own line or on the line above, and only with a reason:
//   gatehouse-allow: the key that the exchange's documentation prints
const comment = /gatehouse-allow:[ \t]*(?<reason>[^\n]{0,200})/;

/** A reason is words, not a tick. */
const shortestReason = 10;

/** Returns true when a comment with a reason of at least ten letters allows what stands at `at`. */
export function isAllowed(text: string, at: number): boolean {
  // Minified files have lines of megabytes: what belongs to a finding stands within a screen of it.
  const before = text
    .slice(Math.max(0, at - 1000), at)
    .split('\n')
    .slice(-2);
  const after = text.slice(at, at + 1000).split('\n', 1);
  const nearby = [before.at(-2), `${before.at(-1) ?? ''}${after[0] ?? ''}`];
  return nearby.some((line) => lettersOf(comment.exec(line ?? '')?.groups?.reason ?? '') >= shortestReason);
}

const lettersOf = (reason: string) => reason.replace(/[^\p{L}\p{N}]/gu, '').length;
