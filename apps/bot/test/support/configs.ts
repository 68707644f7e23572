import type { StandIn } from './stand-in-binance.ts';

/** A configuration that nothing is wrong with; a test changes the one field that it is about. */
export const simulatedConfig = {
  name: 'e2e',
  mode: 'simulated',
  exchange: 'binance',
  market: 'spot',
  symbols: ['BTC/USDT'],
  strategy: 'quiet',
  limits: {
    maxOrderValue: { USDT: '1000' },
    maxOrderVolume: { BTC: '0.05' },
    priceCollarBps: 2_000,
    referenceMaxAgeMs: 5_000,
    maxOpenOrders: 10,
    maxMessagesPerMinute: 120,
    duplicateWindowMs: 100,
    maxSubmitDelayMs: 2_000,
    symbols: ['BTC/USDT'],
  },
  onStop: 'cancel-entries',
  simulated: { seed: 7, candleMs: 200, balances: { USDT: '10000', BTC: '0.1' } },
};

/** What turns a run into a live one against a stand-in. The confirmation comes from a preflight, as for a person. */
export function liveEnvironment(standIn: StandIn): Record<string, string> {
  return {
    BOT_MODE: 'live',
    BOT_EXCHANGE_URL: standIn.url,
    BOT_PUBLIC_IP_URLS: standIn.echoes,
    BINANCE_API_KEY: standIn.apiKey,
    BINANCE_API_SECRET: standIn.secret,
  };
}
