import type { BotConfig } from '@gatehouse/config';

// Everything that is not a secret. A limit that is neither set nor loosened by its long-named flag stops the start.
export default {
  name: 'first-bot',
  mode: 'simulated',
  exchange: 'binance',
  market: 'spot',
  symbols: ['BTC/USDT'],
  strategy: 'sma-cross',

  limits: {
    maxOrderValue: { USDT: '500' },
    maxOrderVolume: { BTC: '0.01' },
    priceCollarBps: 200,
    referenceMaxAgeMs: 5_000,
    maxOpenOrders: 5,
    maxMessagesPerMinute: 60,
    duplicateWindowMs: 2_000,
    maxSubmitDelayMs: 2_000,
  },

  rotation: { readOnlyDays: 90, tradingDays: 30, withdrawDays: 14, graceDays: 7 },

  // What happens to open orders when the bot stops: 'cancel-entries' keeps what protects a position.
  onStop: 'cancel-entries',

  simulated: { seed: 7, candleMs: 250, balances: { USDT: '10000' } },
} satisfies BotConfig;
