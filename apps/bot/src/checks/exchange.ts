import type { Config } from '@gatehouse/config';
import { credentialFieldsOf, GuardError, takesOrders } from '@gatehouse/exchange-guard';
import type { Verdict } from '../checklist.ts';
import type { World } from '../world.ts';

/**
 * Part of check 1: a start at an exchange that no order can go to is a mistake of the configuration, whatever its key is
 * like. Whoever only looks at the key may do so at every exchange.
 */
export async function withKnownExchange(
  { errand }: Pick<World, 'errand'>,
  checked: Promise<Verdict<Config>>,
): Promise<Verdict<Config>> {
  const verdict = await checked;
  if (verdict.proof === undefined || takesOrders(verdict.proof.exchange)) return verdict;
  const { exchange } = verdict.proof;
  try {
    await credentialFieldsOf(exchange);
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    return refusal(`exchange: ${error.message}`, 'docs/exchanges.md lists those that there are.');
  }
  const only = `no order can go to ${exchange} from here, its key can only be audited`;
  if (errand.verb === 'start')
    return refusal(`exchange: ${only}.`, 'Name another one in bot.config.ts or BOT_EXCHANGE.');
  const fix = 'To trade, name an exchange in bot.config.ts that orders can go to: docs/exchanges.md lists them.';
  return { ...verdict, result: 'warn', says: `${verdict.says}; ${only}`, fix };
}

function refusal(says: string, fix: string): Verdict<Config> {
  return { result: 'fail', says, evidence: { problems: [`${says} ${fix}`] }, fix };
}
