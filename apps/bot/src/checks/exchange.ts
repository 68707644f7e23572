import type { Config } from '@gatehouse/config';
import { credentialFieldsOf, GuardError } from '@gatehouse/exchange-guard';
import type { Verdict } from '../checklist.ts';

/** Part of check 1: an exchange that no order can go to is a mistake of the configuration, whatever its key is like. */
export async function withKnownExchange(checked: Promise<Verdict<Config>>): Promise<Verdict<Config>> {
  const verdict = await checked;
  if (verdict.proof === undefined) return verdict;
  try {
    await credentialFieldsOf(verdict.proof.exchange);
    return verdict;
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    const problem = `exchange: ${error.message} Name one of these in bot.config.ts or BOT_EXCHANGE.`;
    return { result: 'fail', says: problem, evidence: { problems: [problem] }, fix: problem };
  }
}
