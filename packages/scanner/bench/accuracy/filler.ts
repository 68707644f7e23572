import type { Random } from './random.ts';

export type Language = 'ts' | 'py' | 'go' | 'rust' | 'jvm' | 'hash' | 'slash' | 'json' | 'prose' | 'log';

// What stands around a secret in real files, some of it long, random and harmless.
const lines: Readonly<Record<Language, (random: Random) => readonly string[]>> = {
  ts: (random) => [
    `import { readFile } from 'node:fs/promises';`,
    `export const defaultSymbol = '${symbol(random)}';`,
    `const requestId = '${random.uuid()}';`,
    `// see commit ${random.hex(40)}`,
    `export async function fetchTicker(symbol: string): Promise<Ticker> {\n  return exchange.fetchTicker(symbol);\n}`,
    `const retryDelays = [250, 500, 1_000, ${random.below(9000)}];`,
    `export type Side = 'buy' | 'sell';`,
    `const usdc = '0x${random.hex(40)}'; // token address`,
    `if (!order.filled) throw new Error(\`Order \${order.id} was not filled\`);`,
    `const { data } = await axios.get(\`\${baseUrl}/api/v3/ticker/price\`, { params: { symbol } });`,
  ],
  py: (random) => [
    'import asyncio',
    'import os',
    'import pandas as pd',
    `SYMBOL = "${symbol(random)}"`,
    `run_id = "${random.uuid()}"`,
    `# fixed in ${random.hex(7)}`,
    'def moving_average(candles, length):\n    return sum(c[4] for c in candles[-length:]) / length',
    `logger.info("placed order %s", order["id"])`,
    `WETH = "0x${random.hex(40)}"`,
    `if __name__ == "__main__":\n    asyncio.run(main())`,
  ],
  go: (random) => [
    `const symbol = "${symbol(random)}"`,
    `// upstream: ${random.hex(40)}`,
    'func check(err error) {\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n}',
    `var orderID = "${random.uuid()}"`,
    'type Ticker struct {\n\tLast  float64 `json:"last"`\n\tPassword string `json:"-"`\n}',
  ],
  rust: (random) => [
    'use std::env;',
    `const SYMBOL: &str = "${symbol(random)}";`,
    `const GENESIS: &str = "${random.hex(64)}"; // genesis hash`,
    '#[derive(Debug, Clone)]\nstruct Ticker {\n    last: f64,\n}',
    'fn spread(bid: f64, ask: f64) -> f64 {\n    ask - bid\n}',
  ],
  jvm: (random) => [
    'import java.util.List;',
    `private static final String SYMBOL = "${symbol(random)}";`,
    `// build ${random.hex(12)}`,
    `private static final long serialVersionUID = ${random.text('123456789', 18)}L;`,
    'public double mid(double bid, double ask) {\n    return (bid + ask) / 2;\n}',
  ],
  hash: (random) => [
    `SYMBOL=${symbol(random)}`,
    'LOG_LEVEL=info',
    `RUN_ID=${random.uuid()}`,
    'MAX_POSITION_USD=2500',
    '# leave empty for paper trading',
    `GIT_SHA=${random.hex(40)}`,
    `TOKEN_ADDRESS=0x${random.hex(40)}`,
    'PORT=3000',
    'NODE_ENV=production',
  ],
  slash: (random) => [
    `// ${random.pick(['TODO remove before release', 'generated', 'see the wiki'])}`,
    `// rev ${random.hex(8)}`,
  ],
  json: (random) => [
    `"symbol": "${symbol(random)}"`,
    `"id": "${random.uuid()}"`,
    '"sandbox": false',
    `"maxPosition": ${random.below(10_000)}`,
    `"integrity": "sha512-${random.base64(64)}"`,
    '"timeframe": "5m"',
  ],
  prose: (random) => [
    'The bot places a grid of orders around the last price and moves it when the market leaves the grid.',
    'Install the dependencies, copy the example configuration and start it with `npm start`.',
    `Tested against ${symbol(random)} since ${2019 + random.below(7)}.`,
    'Profits are not guaranteed. Start with a small amount.',
    `Last deployed from ${random.hex(7)}.`,
  ],
  log: (random) => [
    `${stamp(random)} INFO  connected, latency ${random.below(90)} ms`,
    `${stamp(random)} DEBUG GET /api/v3/ticker/price?symbol=${symbol(random)} 200`,
    `${stamp(random)} INFO  order ${random.uuid()} filled at ${random.below(60_000)}.${random.below(99)}`,
    `${stamp(random)} WARN  retrying request ${random.hex(16)}`,
    `${stamp(random)} INFO  tx 0x${random.hex(64)} confirmed`,
  ],
};

/** Some lines of a language, in no order. */
export function filler(random: Random, language: Language, most = 4): string[] {
  return random.some(lines[language](random), 1 + random.below(most));
}

export const symbol = (random: Random) =>
  random.pick(['BTCUSDT', 'ETHUSDT', 'BTC/USD', 'SOL-USDC', 'XBTUSD', 'DOGEUSDT']);

export function stamp(random: Random): string {
  const day = String(1 + random.below(28)).padStart(2, '0');
  const time = [random.below(24), random.below(60), random.below(60)]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return `2024-0${1 + random.below(9)}-${day} ${time},${100 + random.below(900)}`;
}
