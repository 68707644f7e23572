import type { Config } from '@gatehouse/config';
import { auditPermissions, causeOfRefusal, type KeyPermissions, type Venue } from '@gatehouse/exchange-guard';
import type { Journal } from '@gatehouse/journal';
import type { Verdict } from '../checklist.ts';
import { haltFor, type KeyNews, keepNews, lastSeenFrom, readNews } from '../key-watch.ts';
import type { KeyInHand, Stand, World } from '../world.ts';
import { addressesOf, type Seen } from './address.ts';

/**
 * Check 6. The exchange itself says what the key may do. The answer is compared with the last good one: a key that
 * somebody opened further halts trading until a person has looked, also where the policy would let it pass.
 */
export async function checkPermissions(
  world: World,
  config: Config,
  stand: Stand,
  key: KeyInHand,
  venue: Venue,
  address: () => Promise<Seen | undefined>,
): Promise<Verdict<KeyPermissions>> {
  const { permissions, ...verdict } = await auditPermissions(venue, {
    need: config.market,
    acceptUnknown: config.acceptUnknown,
    clock: world.clock,
  });
  if (permissions === undefined) {
    if (verdict.evidence.ambiguous !== true) return verdict;
    return { ...verdict, ...(await toldApart(verdict, config, stand.journal, key.fingerprint, address)) };
  }
  const { journal } = stand;
  const { fingerprint } = key;
  const passed = verdict.result !== 'fail' && permissions.ipBinding !== false;
  const news = await readNews({ journal, fingerprint, permissions, passed, now: world.clock() });
  // Latched before the new look is kept: a start that dies in between must find the change again.
  const halt = news.against === undefined ? undefined : await haltFor(journal, news.against);
  await keepNews(journal, fingerprint, news);
  return { ...withNews(verdict, news, halt?.id), proof: permissions };
}

/** One answer for a wrong key, a wrong address and a missing permission: where we are, and were, says which it can be. */
async function toldApart(
  { says, evidence }: Verdict<never>,
  { expectedIps }: Config,
  journal: Journal,
  fingerprint: string,
  address: () => Promise<Seen | undefined>,
): Promise<Pick<Verdict, 'says' | 'evidence' | 'fix'>> {
  const observed = await address().catch(() => undefined);
  const named = typeof evidence.exchangeSees === 'string' ? [evidence.exchangeSees] : undefined;
  const { cause, ...told } = causeOfRefusal({
    seen: named ?? (observed === undefined ? [] : addressesOf(observed)),
    expectedIps,
    hasWorked: (await journal.lastKeySnapshot(fingerprint)) !== undefined,
    before: await lastSeenFrom(journal, fingerprint),
  });
  return { says: `${says} ${told.says}`, evidence: { ...evidence, cause }, fix: told.fix };
}

function withNews(verdict: Verdict<never>, { against, changes }: KeyNews, halt: string | undefined): Verdict<never> {
  if (changes.length === 0) return verdict;
  const evidence = { ...verdict.evidence, changes: changes.map(({ what, says }) => `${what}: ${says}`) };
  if (against === undefined || halt === undefined) return { ...verdict, evidence };
  const says = `${verdict.says} Since the last look ${against}: trading is halted (${halt}).`;
  if (verdict.result === 'fail') return { ...verdict, says, evidence };
  return {
    ...verdict,
    result: 'warn',
    says,
    evidence,
    fix: `Look at the key's page at the exchange. If the change is yours: \`pnpm bot resume ${halt} --by NAME --reason TEXT\`; if not, delete the key there at once.`,
  };
}
