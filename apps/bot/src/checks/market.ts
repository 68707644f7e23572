import type { Config } from '@gatehouse/config';
import { exchangesWith, marketsAt } from '@gatehouse/exchange-guard';
import type { Verdict } from '../checklist.ts';

/** Part of check 1: at most exchange ids orders go to one kind of market, and the configuration has to mean that one. */
export async function withKnownMarket(checked: Promise<Verdict<Config>>): Promise<Verdict<Config>> {
  const verdict = await checked;
  if (verdict.proof === undefined) return verdict;
  const { exchange, market } = verdict.proof;
  const there = marketsAt(exchange);
  // Where nothing can be ordered, that is what there is to say.
  if (there.length === 0 || there.includes(market)) return verdict;
  const others = exchangesWith(market).join(', ');
  const problem = `market is '${market}', and orders at ${exchange} go to market '${there[0]}': set it so, or name an exchange where they go to '${market}' (${others}).`;
  return { result: 'fail', says: problem, evidence: { problems: [problem] }, fix: problem };
}
