import type { Verdict } from '../checklist.ts';
import type { SearchResult } from '../messages.ts';
import type { KeyInHand, World } from '../world.ts';

/** How long a start waits for the search. What is left is finished beside the running bot, and a finding then halts it. */
const budgetMs = 1_500;

/** Check 4. The courier looks for the exact values and their encodings; what comes back names places, never values. */
export async function checkOwnKeyLeak(world: World, key: KeyInHand): Promise<Verdict<true>> {
  const { result } = await world.courier.search({
    label: key.fingerprint,
    budgetMs,
    ...(key.minted === undefined ? {} : { minted: key.minted }),
  });
  return judgeSearch(result);
}

/** Returns what a search means: one place is enough to refuse, because what git or a log once held is out. */
export function judgeSearch(result: SearchResult): Verdict<true> {
  const { findings, complete, looked } = result;
  const evidence = { findings: findings.map((finding) => ({ ...finding })), complete, looked: { ...looked } };
  if (findings.length > 0) {
    const places = [...new Set(findings.map(placeOf))];
    return {
      result: 'fail',
      says: `the key stands in ${places.slice(0, 3).join(', ')}${places.length > 3 ? ` and ${places.length - 3} more places` : ''}`,
      evidence,
      fix: 'Revoke this key at the exchange now and make another; then take the old one out of these places.',
      proof: true,
    };
  }
  if (!complete) {
    return {
      result: 'warn',
      says: `nothing in ${looked.files} files and ${looked.blobs} of the history's blobs; the rest is looked through beside the run`,
      evidence,
      fix: 'Nothing to do: a finding would halt the bot. The next start is faster.',
      proof: true,
    };
  }
  return {
    result: 'pass',
    says: `nothing in ${looked.files} files, ${looked.blobs} blobs of history and the logs`,
    evidence,
    proof: true,
  };
}

function placeOf(finding: SearchResult['findings'][number]): string {
  const line = finding.line === undefined ? '' : `:${finding.line}`;
  const commit = finding.commit === undefined ? '' : ` at commit ${finding.commit}`;
  return `${finding.path}${line} (${finding.where}${commit})`;
}
