/**
 * The text of a strategy file, in the one place that knows the contract. `top` runs when the file is imported; `onCandle`
 * is the body of the function and sees `context`.
 */
export function strategy({
  top = '',
  onCandle = 'return [];',
  more = '',
  declares = `name: 'probe', symbols: ['BTC/USDT'], timeframe: '1m', warmup: 1,`,
}: {
  readonly top?: string;
  readonly onCandle?: string;
  /** Other members of the object, such as onFill. */
  readonly more?: string;
  readonly declares?: string;
} = {}): string {
  return `${top}
export default {
  ${declares}
  async onCandle(context) {
    ${onCandle}
  },
  ${more}
};
`;
}

export const quiet = strategy();

/** Places one order, once, on the first candle. */
export function placesOnce(order: Readonly<Record<string, unknown>>): string {
  return strategy({
    onCandle: `
    if (context.memory?.placed) return [];
    context.memory = { placed: true };
    return [{ place: ${JSON.stringify({ symbol: 'BTC/USDT', reason: 'the one order of this test', ...order })} }];`,
  });
}
