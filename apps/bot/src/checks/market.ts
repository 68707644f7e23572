import type { Config } from '@gatehouse/config';
import { marketAt, marketsWith } from '@gatehouse/exchange-guard';
import type { Verdict } from '../checklist.ts';

/** Part of check 1: orders go to one kind of market at an exchange id, and the configuration has to mean that one. */
export async function withKnownMarket(checked: Promise<Verdict<Config>>): Promise<Verdict<Config>> {
  const verdict = await checked;
  if (verdict.proof === undefined) return verdict;
  const { exchange, market } = verdict.proof;
  const there = marketAt(exchange);
  // Where nothing can be ordered, that is what there is to say.
  if (there === undefined || there === market) return verdict;
  const others = marketsWith(market).join(', ');
  const problem = `market is '${market}', and orders at ${exchange} go to market '${there}': set it so, or name an exchange where they go to '${market}' (${others}).`;
  return { result: 'fail', says: problem, evidence: { problems: [problem] }, fix: problem };
}
