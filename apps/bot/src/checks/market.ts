import type { Config } from '@gatehouse/config';
import { accountsAt, exchangesWith, marketsAt } from '@gatehouse/exchange-guard';
import type { Verdict } from '../checklist.ts';

/**
 * Part of check 1: at most exchange ids orders go to one kind of market and from one kind of account, and the
 * configuration has to mean that one.
 */
export async function withKnownMarket(checked: Promise<Verdict<Config>>): Promise<Verdict<Config>> {
  const verdict = await checked;
  if (verdict.proof === undefined) return verdict;
  const problems = [...otherMarket(verdict.proof), ...otherAccount(verdict.proof)];
  const problem = problems.join(' ');
  return problems.length === 0 ? verdict : { result: 'fail', says: problem, evidence: { problems }, fix: problem };
}

function otherMarket({ exchange, market }: Config): readonly string[] {
  const there = marketsAt(exchange);
  // Where nothing can be ordered, that is what there is to say.
  if (there.length === 0 || there.includes(market)) return [];
  const others = exchangesWith(market).join(', ');
  return [
    `market is '${market}', and orders at ${exchange} go to market '${there[0]}': set it so, or name an exchange where they go to '${market}' (${others}).`,
  ];
}

function otherAccount({ exchange, account }: Config): readonly string[] {
  if (accountsAt(exchange).includes(account) || account === 'classic') return [];
  return [`account is '${account}', and ${exchange} has one kind of account here: take it out.`];
}
