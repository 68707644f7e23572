// The baseline: a script that does with ccxt, as its README says, what the guarded bot asks of the exchange before it
// is cleared, and nothing else. `whole` imports the package, `class` the one exchange's file. Plain JavaScript, so that
// no type stripping is on its clock.
const [kind, url, hold] = process.argv.slice(2);
const { apiKey, secret } = JSON.parse(process.env.KEY ?? '{}');

const Binance =
  kind === 'whole'
    ? (await import('ccxt')).default.binance
    : (await import(new URL('./src/binance.js', import.meta.resolve('ccxt')).href)).default;

const exchange = new Binance({
  apiKey,
  secret,
  options: { fetchMarkets: { types: ['spot'] }, fetchMargins: false, warnOnFetchOpenOrdersWithoutSymbol: false },
});
exchange.has.fetchCurrencies = false;
for (const [name, address] of Object.entries(exchange.urls.api)) {
  if (typeof address === 'string') exchange.urls.api[name] = url + new URL(address).pathname.replace(/\/$/, '');
}
await exchange.fetchTime();
await exchange.sapiGetAccountApiRestrictions();
await exchange.loadMarkets();
await Promise.all([exchange.fetchBalance(), exchange.fetchOpenOrders()]);
process.stdout.write('ready\n');
if (hold === 'hold') setInterval(() => undefined, 1_000);
else process.exit(0);
