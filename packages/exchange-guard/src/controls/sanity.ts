import { decimalOf } from '../decimal.ts';
import type { PreTradeControl } from './control.ts';

const sides = ['buy', 'sell'];
const kinds = ['market', 'limit'];
const times = ['GTC', 'IOC', 'FOK'];
const names = ['symbol', 'side', 'kind', 'amount', 'price', 'timeInForce', 'postOnly', 'reduceOnly', 'reason'];

/** The order means something at all. It comes from a strategy, so nothing about its shape is taken for granted. */
export const sanity: PreTradeControl = {
  id: 'sanity',
  check({ asked }, _ledger, { cannotTake }) {
    const problems = problemsIn(asked as Readonly<Record<keyof typeof asked, unknown>>);
    if (problems.length === 0) {
      const untakable = cannotTake?.(asked);
      return untakable === undefined ? undefined : { limit: null, value: asked.kind, says: untakable };
    }
    return { limit: null, value: problems, says: `The order makes no sense: ${problems.join('; ')}.` };
  },
};

function problemsIn(asked: Readonly<Record<string, unknown>>): readonly string[] {
  const { symbol, side, kind, amount, price, timeInForce, postOnly, reduceOnly, reason } = asked;
  const problems: string[] = [];
  const complain = (when: boolean, says: string): void => void (when && problems.push(says));
  const positive = (value: unknown): boolean => decimalOf(value)?.gt(0) === true;

  // A field that nothing here acts on was meant to do something.
  complain(!Object.keys(asked).every((name) => names.includes(name)), 'it has fields that no order has');
  complain(typeof symbol !== 'string' || symbol.length > 40, 'symbol is not a market name');
  complain(!sides.includes(side as string), `side is not one of ${sides.join(', ')}`);
  complain(!kinds.includes(kind as string), `kind is not one of ${kinds.join(', ')}`);
  complain(!positive(amount), 'amount is not a positive decimal in plain digits');
  complain(kind === 'limit' && !positive(price), 'a limit order needs a price: a positive decimal in plain digits');
  complain(kind === 'market' && price !== undefined, 'a market order has no price');
  complain(
    timeInForce !== undefined && !times.includes(timeInForce as string),
    `timeInForce is not one of ${times.join(', ')}`,
  );
  complain(kind === 'market' && timeInForce !== undefined, 'a market order has no time in force');
  complain(postOnly !== undefined && typeof postOnly !== 'boolean', 'postOnly is not a boolean');
  complain(reduceOnly !== undefined && typeof reduceOnly !== 'boolean', 'reduceOnly is not a boolean');
  complain(postOnly === true && kind === 'market', 'a market order cannot be post-only');
  complain(postOnly === true && timeInForce !== undefined && timeInForce !== 'GTC', 'a post-only order must be GTC');
  complain(typeof reason !== 'string' || reason.trim() === '' || reason.length > 500, 'reason is not a short text');
  return problems;
}
